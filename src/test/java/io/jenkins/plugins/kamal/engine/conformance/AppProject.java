package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.protocol.HookNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sample app of the recordings as a git repository, and the home of whoever deploys it. */
final class AppProject {

    static final String APP_SECRET = "top 'secret' value";
    static final String STAGING_SECRET = "staging-secret";
    static final String DB_PASSWORD = "dbpw";
    static final String ASSET = "one()";
    static final String ERROR_PAGE = "sorry for now";

    private static final String HOOK = """
            #!/bin/sh
            hook=$(basename "$0")
            { echo "=== $hook"; env | grep -E '^KAMAL_|^APP_SECRET|^DB_PASSWORD|^VERSION' | sort; } >> "$LAB/hooks.log"
            if [ -f "$LAB/fail-$hook" ]; then exit 3; fi
            """;

    private final Path root;
    private final String head;
    final Path directory;

    AppProject(Path root) throws IOException {
        this.root = root;
        this.directory = Files.createDirectories(root.resolve("app"));
        Files.createDirectories(root.resolve("home/.ssh"));
        Files.createDirectories(root.resolve("tmp"));
        write("config/deploy.yml", Variants.of("deploy"));
        write("config/deploy.staging.yml", Variants.staging());
        write("Dockerfile", "FROM scratch\nCOPY version.txt /version.txt\nCOPY assetsdir /assets\nCMD [\"/app\"]\n");
        write("Dockerfile.bad", "FROM scratch\nRUN false\n");
        write("version.txt", "1\n");
        write("assetsdir/a.js", ASSET);
        write("public/503.html", ERROR_PAGE);
        secrets(Machines.PASSWORD);
        for (String hook : HookNames.ALL) {
            write(".kamal/hooks/" + hook, HOOK);
            Files.setPosixFilePermissions(
                    directory.resolve(".kamal/hooks/" + hook), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Lab Tester");
        git("config", "user.email", "lab@example.com");
        git("add", "-A");
        git("commit", "-q", "-m", "work");
        head = git("rev-parse", "HEAD");
    }

    /** The files of secrets, with this password of the registry. */
    void secrets(String password) {
        String others = "DB_PASSWORD=" + DB_PASSWORD + "\nKAMAL_REGISTRY_PASSWORD=" + password + "\n";
        write(".kamal/secrets", "APP_SECRET=\"top 'secret' $(echo value)\"\n" + others);
        write(".kamal/secrets.staging", "APP_SECRET=" + STAGING_SECRET + "\n" + others);
    }

    void write(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeOnce(String path, String content) {
        if (!Files.exists(directory.resolve(path))) {
            write(path, content);
        }
    }

    void delete(String path) {
        try {
            Files.deleteIfExists(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it no repository. */
    void forgetGit() {
        Path hidden = root.resolve("git");
        if (!Files.exists(hidden)) {
            try {
                Files.move(directory.resolve(".git"), hidden);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** From now on this hook fails. */
    void fail(String hook) {
        write("../fail-" + hook, "");
    }

    String head() {
        return head;
    }

    /** Lets whoever deploys log in to servers. */
    void login(Machines machines) throws IOException {
        Path ssh = root.resolve("home/.ssh");
        Files.writeString(ssh.resolve("known_hosts"), machines.servers.knownHosts());
        Files.writeString(ssh.resolve("id_ed25519"), machines.servers.privateKey());
        Files.setPosixFilePermissions(ssh.resolve("id_ed25519"), PosixFilePermissions.fromString("rw-------"));
    }

    /** The environment of whoever deploys with the docker of these machines. */
    Map<String, String> environment(Machines machines) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", machines.docker.directory() + ":" + System.getenv("PATH"));
        environment.put("HOME", root.resolve("home").toString());
        environment.put("TMPDIR", root.resolve("tmp").toString());
        environment.put("LAB", root.toString());
        return environment;
    }

    /** The hooks that ran, in their order. */
    List<HookRun> hooks() throws IOException {
        Path log = root.resolve("hooks.log");
        List<HookRun> hooks = new ArrayList<>();
        if (Files.exists(log)) {
            for (String run : Files.readString(log).split("=== ")) {
                List<String> lines = run.lines().toList();
                if (!lines.isEmpty()) {
                    hooks.add(HookRun.of(lines.get(0), lines.subList(1, lines.size())));
                }
            }
        }
        return hooks;
    }

    private String git(String... words) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(words));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().put("HOME", root.resolve("home").toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(argv + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
