package io.jenkins.plugins.kamal.docs;

import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedDocker;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The project that a section of the documentation shows: a git repository with the section's files, and an embedded
 * server for each address of the network 203.0.113.0/24 that a file names. What a section does not show is as in the
 * first deploy of the README.
 */
final class DocumentedProject implements AutoCloseable {

    static final String CONFIGURATION = "config/deploy.yml";

    private static final Pattern ADDRESS = Pattern.compile("203\\.0\\.113\\.\\d+");
    private static final String DOCKERFILE = "FROM scratch\nCOPY page.txt /page.txt\nCMD [\"/app\"]\n";

    private final Path directory;
    private final EmbeddedServers servers;

    DocumentedProject(Path directory, SimulatedRegistry registry, List<CodeBlock> section, String firstConfiguration)
            throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        List<CodeBlock> files = section.stream()
                .filter(block -> block.file().isPresent() && !block.isFile("Jenkinsfile"))
                .toList();
        Set<String> addresses = new TreeSet<>(addresses(firstConfiguration));
        section.forEach(block -> addresses.addAll(addresses(block.text())));
        servers = EmbeddedServers.start(registry, addresses.toArray(String[]::new));
        for (String program : List.of("bin/migrate", "bin/cleanup")) {
            servers.all().forEach(server -> server.docker().announce(List.of(program), DockerReply.ok()));
        }
        if (files.stream().noneMatch(file -> file.file().orElseThrow().endsWith(CONFIGURATION))) {
            write(CONFIGURATION, firstConfiguration);
        }
        for (CodeBlock file : files) {
            write(file.file().orElseThrow(), file.text());
        }
        write("bin/test", "#!/bin/sh\n");
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Lab");
        git("config", "user.email", "lab@example.com");
        commit("The project");
    }

    private static List<String> addresses(String text) {
        return ADDRESS.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Writes a file, with the servers' real ports; beside a configuration, also what an image is built from. */
    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, withPorts(text));
        if (text.startsWith("#!")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if (name.endsWith(CONFIGURATION)) {
            Path application = file.getParent().getParent();
            Files.writeString(application.resolve("page.txt"), "one\n");
            if (!Files.exists(application.resolve("Dockerfile"))) {
                Files.writeString(application.resolve("Dockerfile"), DOCKERFILE);
            }
        }
    }

    private String withPorts(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(address ->
                        "127.0.0.1:" + servers.server(address.group()).port());
    }

    /** Commits a Jenkinsfile; gives the commit. */
    String commitJenkinsfile(String text) throws IOException, InterruptedException {
        write("Jenkinsfile", text);
        return commit("Another Jenkinsfile");
    }

    private String commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("git", "-C", directory.toString()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", argv) + ": " + output);
        }
        return output;
    }

    Path directory() {
        return directory;
    }

    /** The environment of the container of the app on the first server. */
    Map<String, String> environmentOfTheApp() {
        SimulatedDocker docker = servers.all().get(0).docker();
        String container = docker.running().keySet().stream()
                .filter(name -> name.startsWith("shop-web-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container of the app runs: " + docker.states()));
        return new TreeMap<>(docker.environment(container));
    }

    String privateKey() {
        return servers.privateKey();
    }

    String knownHosts() {
        return servers.all().stream().map(EmbeddedServer::knownHosts).collect(Collectors.joining());
    }

    @Override
    public void close() {
        servers.close();
    }
}
