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
import java.util.stream.Collectors;

/**
 * The run from which Java makes the class-data archive ({@code -XX:ArchiveClassesAtExit}). The run uses the engine as
 * steps do, with its own project, repository and servers, and deploys to the end. No argument, variable or file of a
 * workspace reaches it.
 */
public final class Rehearsal {

    /** The version that is deployed. */
    static final String VERSION = "rehearsal";

    private static final String WEB = "web.rehearsal";
    private static final String JOB = "job.rehearsal";
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
        try (RehearsalServer web = RehearsalServer.start(new RehearsedServer("web")::answer);
                RehearsalServer job = RehearsalServer.start(new RehearsedServer("job")::answer)) {
            run(directory, Map.of(WEB, web, JOB, job));
        }
        loadAllOfTheEngine();
        System.exit(0);
    }

    private static void run(Path directory, Map<String, RehearsalServer> servers) throws IOException {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/deploy.yml"), """
                service: rehearsal
                image: rehearsal/app
                servers:
                  web:
                    - web.rehearsal
                  job:
                    hosts:
                      - job.rehearsal
                    cmd: work
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
                readiness_delay: 1
                """);
        Files.createDirectory(directory.resolve(".kamal"));
        Files.writeString(
                directory.resolve(".kamal/secrets"),
                "KAMAL_REGISTRY_PASSWORD=sesame\nTOKEN=$KAMAL_REGISTRY_PASSWORD\n");
        Path hook = Files.createDirectories(directory.resolve(".kamal/hooks")).resolve("pre-connect");
        Files.writeString(hook, "#!/bin/sh\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        ProcessContext process = new ProcessContext(
                directory,
                Map.of("HOME", directory.toString(), "TMPDIR", directory.toString(), "PATH", "/usr/bin:/bin"),
                nowhere,
                nowhere,
                (host, port) -> List.of(servers.get(host).address()));
        Main.run(process, "config", "--version", VERSION);
        RehearsalRepository.create(directory);
        Path question = Files.createDirectory(directory.resolve("question"));
        Main.run(process, GlobalOptions.INVOCATION, question.toString(), "run-version");
        Path invocation = Files.createDirectory(directory.resolve("invocation"));
        Handover handover = new Handover(
                "deployer",
                servers.values().stream()
                        .map(server -> new Handover.SshKey(server.privateKey(), null))
                        .toList(),
                servers.entrySet().stream()
                        .map(entry -> entry.getValue().knownHost(entry.getKey(), SSH_PORT))
                        .collect(Collectors.joining()),
                null,
                Map.of());
        Path secrets = invocation.resolve(InvocationDirectory.SECRETS);
        Files.createFile(secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secrets, handover.toJson());
        Main.run(
                process,
                GlobalOptions.INVOCATION,
                invocation.toString(),
                "deploy",
                "--skip-push",
                "--version",
                VERSION);
    }

    /** The classes that this deploy did not need are loaded by name. */
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
