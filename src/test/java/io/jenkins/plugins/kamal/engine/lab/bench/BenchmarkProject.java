package io.jenkins.plugins.kamal.engine.lab.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A project with one proxied role, its git repository, and the home directory of who deploys it. */
final class BenchmarkProject {

    static final String REGISTRY = "10.0.0.9:5555";
    static final String USER = "deployer";
    static final String PASSWORD = "s3cret-pw";

    final Path root;
    final Path directory;
    final Path key;
    private final Path knownHosts;
    private final Map<String, String> environment = new HashMap<>();

    BenchmarkProject(Path root, Path dockerDirectory, String privateKey) throws IOException {
        this.root = root;
        this.directory = Files.createDirectories(root.resolve("project"));
        Path ssh = Files.createDirectories(root.resolve("home/.ssh"));
        this.key = ssh.resolve("id_ed25519");
        this.knownHosts = ssh.resolve("known_hosts");
        Files.writeString(key, privateKey);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        environment.put("PATH", dockerDirectory + ":" + System.getenv("PATH"));
        environment.put("HOME", root.resolve("home").toString());
        environment.put("TMPDIR", Files.createDirectories(root.resolve("tmp")).toString());
        environment.put("LANG", "C.UTF-8");
        write("Dockerfile", "FROM scratch\nCOPY version.txt /version.txt\nEXPOSE 80\nCMD [\"/app\"]\n");
        write(".kamal/secrets", "KAMAL_REGISTRY_PASSWORD=" + PASSWORD + "\n");
    }

    /** Says which hosts there are, and at which port. */
    void servers(List<String> hosts, int port, String hostKeys) throws IOException {
        Files.writeString(knownHosts, hostKeys);
        write("config/deploy.yml", """
                service: myapp
                image: lab/myapp
                servers:
                  web:
                    hosts:
                %s
                proxy:
                  host: app.lab
                registry:
                  server: %s
                  username: %s
                  password:
                    - KAMAL_REGISTRY_PASSWORD
                builder:
                  arch: amd64
                  driver: docker
                ssh:
                  port: %d
                """.formatted(
                hosts.stream().map(host -> "      - " + host).collect(Collectors.joining("\n")), REGISTRY, USER, port));
    }

    /** Commits another content of the app; gives the version. */
    String commit(String content) throws IOException, InterruptedException {
        write("version.txt", content + "\n");
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("-c", "user.name=Lab", "-c", "user.email=lab@example.com", "commit", "-q", "-m", content);
        return git("rev-parse", "HEAD");
    }

    /** Runs a command in the project and measures it. */
    Measurement measure(List<String> command) throws IOException, InterruptedException {
        return Measurement.of(command, directory, environment, root.resolve("run.log"));
    }

    private void write(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", root.resolve("home").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
        return said;
    }
}
