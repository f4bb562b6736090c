package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal.RehearsalServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The run from which Java makes the class-data archive ({@code -XX:ArchiveClassesAtExit}). The run uses the engine as
 * steps do, with its own project, repository and server, and loads the classes that a whole deploy needs. No argument, variable or
 * file of a workspace reaches it.
 */
public final class Rehearsal {

    private static final String HOST = "rehearsal";
    private static final int SSH_PORT = 22;
    private static final String ENGINE = "io/jenkins/plugins/kamal/engine/";
    private static final String CLASS = ".class";

    private Rehearsal() {}

    /**
     * Rehearses and ends the process.
     *
     * @param arguments an empty directory for the project
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (RehearsalServer server = RehearsalServer.start()) {
            run(directory, server);
        }
        loadAllOfTheEngine();
        System.exit(0);
    }

    private static void run(Path directory, RehearsalServer server) throws IOException {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/deploy.yml"), """
                service: rehearsal
                image: rehearsal/app
                servers:
                  web:
                    - rehearsal
                proxy:
                  host: app.rehearsal
                registry:
                  server: registry.rehearsal
                  username: deployer
                  password:
                    - KAMAL_REGISTRY_PASSWORD
                env:
                  clear:
                    MODE: rehearsal
                  secret:
                    - TOKEN
                builder:
                  arch: amd64
                """);
        Files.createDirectory(directory.resolve(".kamal"));
        Files.writeString(
                directory.resolve(".kamal/secrets"),
                "KAMAL_REGISTRY_PASSWORD=sesame\nTOKEN=$KAMAL_REGISTRY_PASSWORD\n");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ProcessContext process = new ProcessContext(
                directory,
                Map.of("HOME", directory.toString(), "TMPDIR", directory.toString(), "PATH", "/usr/bin:/bin"),
                nowhere,
                nowhere,
                (host, port) -> List.of(server.address()));
        Main.run(process, "config", "--version", HOST);
        RehearsalRepository.create(directory);
        Path question = Files.createDirectory(directory.resolve("question"));
        Main.run(process, GlobalOptions.INVOCATION, question.toString(), "run-version");
        Path invocation = Files.createDirectory(directory.resolve("invocation"));
        Handover handover = new Handover(
                "deployer",
                List.of(new Handover.SshKey(server.privateKey(), null)),
                server.knownHost(HOST, SSH_PORT),
                null,
                Map.of());
        Path secrets = invocation.resolve(InvocationDirectory.SECRETS);
        Files.createFile(secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secrets, handover.toJson());
        Main.run(process, GlobalOptions.INVOCATION, invocation.toString(), "deploy", "--skip-push", "--version", HOST);
    }

    /** The answers of the server end the deploy early, so the classes of its later parts are loaded by name. */
    private static void loadAllOfTheEngine() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(ENGINE) && name.endsWith(CLASS)) {
                    load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // A class that cannot be loaded is left out of the archive.
            return;
        }
    }
}
