package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Submodules of the project get into the image from the workspace; their URLs lead nowhere by then. */
class SubmodulesFlowTest extends FlowTest {

    @Test
    void comeFromTheWorkspaceAtAllDepthsAndLaterAgain() throws IOException {
        repository("inner", "text", "inner 1\n");
        repository("outer", "text", "outer 1\n");
        git(
                root.resolve("outer"),
                "submodule",
                "add",
                "-q",
                root.resolve("inner").toString(),
                "deep/inner");
        git(root.resolve("outer"), "commit", "-q", "-m", "with inner");
        git(lab.project, "submodule", "add", "-q", root.resolve("outer").toString(), "libs/my outer");
        git(lab.project, "submodule", "update", "-q", "--init", "--recursive");
        lab.write("Dockerfile", "FROM scratch\nCOPY libs /libs\nEXPOSE 80\nCMD [\"/app\"]\n");
        lab.commit();
        move("inner", "gone-inner");
        move("outer", "gone-outer");

        lab.succeed("build", "push");

        assertThat(inImage("my outer/text")).isEqualTo("outer 1\n");
        assertThat(inImage("my outer/deep/inner/text")).isEqualTo("inner 1\n");
        assertThat(Files.readString(cleanClone().resolve("libs/my outer/.git")))
                .isEqualTo("gitdir: ../../.git/modules/libs/my outer\n");
        assertThat(git(cleanClone().resolve("libs/my outer/deep/inner"), "log", "--format=%s"))
                .isEqualTo("first\n");

        Path outer = lab.project.resolve("libs/my outer");
        Path inner = outer.resolve("deep/inner");
        change(inner, "inner 2\n");
        change(outer, "outer 2\n");
        lab.commit();
        DeployLab.Result updated = lab.succeed("build", "push");

        assertThat(inImage("my outer/text")).isEqualTo("outer 2\n");
        assertThat(inImage("my outer/deep/inner/text")).isEqualTo("inner 2\n");
        assertThat(updated.out()).doesNotContain("created again from scratch");
    }

    @Test
    void aChangedUrlIsNoticed() throws IOException {
        addLibrary("one", "from one\n");
        lab.succeed("build", "push");
        assertThat(inImage("text")).isEqualTo("from one\n");
        git(lab.project, "rm", "-q", "-f", "libs");
        Files.move(lab.project.resolve(".git/modules/libs"), root.resolve("old-module"));

        addLibrary("two", "from two\n");
        DeployLab.Result result = lab.succeed("build", "push");

        assertThat(inImage("text")).isEqualTo("from two\n");
        assertThat(result.out()).doesNotContain("created again from scratch");

        git(lab.project, "rm", "-q", "-f", "libs");
        lab.write("libs/text", "no submodule any more\n");
        lab.commit();
        lab.succeed("build", "push");

        assertThat(inImage("text")).isEqualTo("no submodule any more\n");
    }

    /** A shallow submodule on no branch, as Jenkins checks it out. */
    @Test
    void aShallowSubmoduleIsEnough() throws IOException {
        Path library = repository("library", "text", "1\n");
        change(library, "2\n");
        git(lab.project, "submodule", "add", "-q", "--depth", "1", "file://" + library, "libs");
        git(lab.project.resolve("libs"), "checkout", "-q", "--detach");
        git(lab.project.resolve("libs"), "branch", "-q", "-D", "main");
        lab.write("Dockerfile", "FROM scratch\nCOPY libs /libs\nEXPOSE 80\nCMD [\"/app\"]\n");
        lab.commit();
        move("library", "gone");
        lab.succeed("build", "push");

        change(lab.project.resolve("libs"), "3\n");
        lab.commit();
        lab.succeed("build", "push");

        assertThat(inImage("text")).isEqualTo("3\n");
    }

    @Test
    void whatTheWorkspaceLacksIsFetchedFromItsUrl() throws IOException {
        addLibrary("library", "1\n");
        move("gone-library", "library");
        git(lab.project, "submodule", "deinit", "-q", "-f", "libs");
        Files.writeString(root.resolve("home/.gitconfig"), "[protocol \"file\"]\n\tallow = always\n");
        lab.succeed("build", "push");
        assertThat(inImage("text")).isEqualTo("1\n");

        lab.change("2");
        move("library", "gone");
        Files.move(root.resolve("tmp/kamal-clones"), root.resolve("old-clones"));
        DeployLab.Result result = lab.kamal("build", "push");

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err())
                .contains("The submodule libs is not in the workspace")
                .contains("git submodule update --init --recursive")
                .contains(root.resolve("library").toString());
    }

    private void addLibrary(String name, String text) throws IOException {
        repository(name, "text", text);
        git(lab.project, "submodule", "add", "-q", root.resolve(name).toString(), "libs");
        lab.write("Dockerfile", "FROM scratch\nCOPY libs /libs\nEXPOSE 80\nCMD [\"/app\"]\n");
        lab.commit();
        move(name, "gone-" + name);
    }

    private String inImage(String path) {
        return lab.registry
                .find(DeployLab.IMAGE + ":" + lab.head())
                .orElseThrow()
                .files()
                .get("/libs/" + path);
    }

    private Path cleanClone() throws IOException {
        try (Stream<Path> clones = Files.list(root.resolve("tmp/kamal-clones"))) {
            return clones.findFirst().orElseThrow().resolve("project");
        }
    }

    private Path repository(String name, String file, String content) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        git(directory, "init", "-q", "-b", "main");
        Files.writeString(directory.resolve(file), content);
        git(directory, "add", "-A");
        git(directory, "commit", "-q", "-m", "first");
        return directory;
    }

    private void change(Path repository, String text) throws IOException {
        Files.writeString(repository.resolve("text"), text);
        git(repository, "commit", "-q", "-a", "-m", "change");
    }

    private void move(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to));
    }

    private String git(Path directory, String... words) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                "git",
                "-c",
                "protocol.file.allow=always",
                "-c",
                "user.name=Lab Person",
                "-c",
                "user.email=lab@example.com"));
        argv.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", root.resolve("home").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as("%s: %s", argv, output)
                .isZero();
        return output;
    }
}
