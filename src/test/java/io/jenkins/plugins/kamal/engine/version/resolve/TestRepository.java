package io.jenkins.plugins.kamal.engine.version.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.git.GitProgram;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real repository, made with the machine's git. */
public record TestRepository(Path root) {

    /** A machine without git. */
    static final GitProgram NO_GIT = (directory, arguments) -> Optional.empty();

    /** A repository with one commit: a file, a script, a link, a directory, an ignore file. */
    public static TestRepository withCommit(Path root, String... initOptions) {
        TestRepository repository = empty(root, initOptions);
        repository.write(".gitignore", "ignored/\n*.log\n");
        repository.write("Dockerfile", "FROM scratch\n");
        repository.write("app/main.rb", "puts 1\n");
        repository.write("app/sub/other.rb", "puts 2\n");
        repository.write("bin/run", "#!/bin/sh\n");
        repository.file("bin/run").toFile().setExecutable(true);
        repository.link("current", "app");
        repository.git("add", "-A");
        repository.git("commit", "-qm", "First\n\nBody");
        return repository;
    }

    public static TestRepository empty(Path root, String... initOptions) {
        List<String> init = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        init.addAll(List.of(initOptions));
        init.add(root.toString());
        root.toFile().mkdirs();
        git(root, init.toArray(String[]::new));
        return new TestRepository(root);
    }

    /** A clone of this one through the file transport, with these options. */
    public TestRepository clonedTo(Path target, String... options) {
        git("config", "uploadpack.allowFilter", "true");
        List<String> clone = new ArrayList<>(List.of("clone", "-q"));
        clone.addAll(List.of(options));
        clone.addAll(List.of("file://" + root, target.toString()));
        git(clone.toArray(String[]::new));
        return new TestRepository(target);
    }

    public Path file(String path) {
        return root.resolve(path);
    }

    public void write(String path, String content) {
        try {
            Files.createDirectories(file(path).getParent());
            Files.writeString(file(path), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void link(String path, String target) {
        try {
            Files.deleteIfExists(file(path));
            Files.createSymbolicLink(file(path), Path.of(target));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public void commit(String message) {
        git("add", "-A");
        git("commit", "-qm", message);
    }

    public String head() {
        return git("rev-parse", "HEAD");
    }

    public String git(String... arguments) {
        return git(root, arguments);
    }

    public static String git(Path directory, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                "git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "protocol.file.allow=always"));
        argv.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(argv)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as("%s: %s", argv, output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public ResolvedVersion resolve(UncommittedPolicy policy) {
        return resolve(root, policy, new LocalGit());
    }

    public ResolvedVersion resolveWithoutGit(UncommittedPolicy policy) {
        return resolve(root, policy, NO_GIT);
    }

    public static ResolvedVersion resolve(Path project, UncommittedPolicy policy, GitProgram git) {
        return new VersionResolver(git).resolve(new VersionRequest(project, null, policy, true));
    }

    /** The mark's 16 digits. */
    public Optional<String> mark() {
        return resolve(UncommittedPolicy.MARK).contentDigest();
    }
}
