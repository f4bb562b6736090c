package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.git.Change;
import io.jenkins.plugins.kamal.engine.version.git.GitLocation;
import io.jenkins.plugins.kamal.engine.version.git.GitProgramReader;
import io.jenkins.plugins.kamal.engine.version.git.JGitReader;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.NestedRepositories;
import io.jenkins.plugins.kamal.engine.version.git.RepositoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as uncommitted content, and what makes two contents the same. Each case is read by JGit and by git. */
class UncommittedContentTest {

    @TempDir
    Path temp;

    private TestRepository repository;

    @BeforeEach
    void aRepository() {
        repository = TestRepository.withCommit(temp.resolve("shop"));
    }

    @Test
    void everyKindOfChangeCounts() {
        repository.write("Dockerfile", "FROM alpine\n");
        repository.write("untracked/deep/file", "x");
        repository.write("staged", "x");
        repository.git("add", "staged");
        repository.git("rm", "-q", "app/main.rb");
        assertThat(repository.file("app/sub/other.rb").toFile().delete()).isTrue();
        assertThat(repository.file("bin/run").toFile().setExecutable(false)).isTrue();
        repository.link("current", "bin");
        repository.link("new link", "nowhere");
        repository.write("é\n\"x\"", "x");
        repository.write("ignored/file", "x");
        repository.write("a.log", "x");

        assertThat(changes())
                .containsExactly(
                        "Dockerfile",
                        "app/main.rb (deleted)",
                        "app/sub/other.rb (deleted)",
                        "bin/run",
                        "current",
                        "new link (new)",
                        "staged (new)",
                        "untracked/deep/file (new)",
                        "é\n\"x\" (new)");
    }

    @Test
    void onlyTheIndexDiffersIsClean() {
        repository.write("Dockerfile", "FROM alpine\n");
        repository.git("add", "Dockerfile");
        repository.write("Dockerfile", "FROM scratch\n");
        repository.git("rm", "-q", "--cached", "app/main.rb", "current", "bin/run");
        repository.write("gone", "x");
        repository.git("add", "gone");
        assertThat(repository.file("gone").toFile().delete()).isTrue();

        assertThat(changes()).isEmpty();
        assertThat(repository.mark()).isEmpty();
    }

    @Test
    void aFileThatBecameADirectoryAndTheReverse() throws IOException {
        Files.delete(repository.file("Dockerfile"));
        repository.write("Dockerfile/inner", "x");
        repository.git("mv", "app", "old");
        repository.write("app", "a file");

        assertThat(changes())
                .containsExactly(
                        "Dockerfile (deleted)",
                        "Dockerfile/inner (new)",
                        "app (new)",
                        "app/main.rb (deleted)",
                        "app/sub/other.rb (deleted)",
                        "old/main.rb (new)",
                        "old/sub/other.rb (new)");
    }

    @Test
    void aTrackedFileInAnIgnoredDirectoryCounts() {
        repository.write("ignored/kept", "1");
        repository.git("add", "-f", "ignored/kept");
        repository.git("commit", "-qm", "Kept");
        repository.write("ignored/kept", "2");
        repository.write("ignored/not kept", "2");

        assertThat(changes()).containsExactly("ignored/kept");
    }

    @Test
    void aForcedFileCountsOnceItIsStaged() {
        repository.write("a.log", "x");
        repository.git("add", "-f", "a.log");

        assertThat(changes()).containsExactly("a.log (new)");
    }

    @Test
    void aConflictCounts() {
        repository.git("checkout", "-qb", "other");
        repository.write("Dockerfile", "FROM a\n");
        repository.commit("Other");
        repository.git("checkout", "-q", "main");
        repository.write("Dockerfile", "FROM b\n");
        repository.commit("Main");
        repository.git("read-tree", "-m", "HEAD~", "HEAD", "other");
        repository.write("Dockerfile", "<<<<<<<\n");

        assertThat(repository.git("status", "--porcelain")).contains("UU Dockerfile");
        assertThat(changes()).containsExactly("Dockerfile");
    }

    @Test
    void aPipeIsNothingAndBlocksNobody() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", repository.file("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(changes()).isEmpty();
    }

    @Test
    void anUnpopulatedSubmoduleIsClean() throws IOException {
        addSubmodule();
        TestRepository clone = repository.clonedTo(temp.resolve("clone"));

        assertThat(changesOf(clone)).isEmpty();
        Files.delete(clone.file("lib"));
        assertThat(changesOf(clone)).containsExactly("lib (deleted)");
    }

    @Test
    void aSubmoduleIsARepositoryOfItsOwnAndPartOfTheContent() {
        TestRepository submodule = addSubmodule();
        assertThat(changes()).isEmpty();
        assertThat(TestRepository.resolve(submodule.file("app"), UncommittedPolicy.IGNORE, TestRepository.NO_GIT)
                        .version()
                        .value())
                .isEqualTo(submodule.head());

        submodule.write("untracked", "1");
        Optional<String> first = repository.mark();
        submodule.write("untracked", "2");
        Optional<String> second = repository.mark();
        submodule.commit("Inside");
        Optional<String> third = repository.mark();

        assertThat(changes()).containsExactly("lib");
        assertThat(List.of(first, second, third)).allMatch(Optional::isPresent).doesNotHaveDuplicates();
        repository.git("add", "lib");
        assertThat(repository.mark()).isEqualTo(third);
    }

    @Test
    void aNewSubmoduleIsNew() {
        TestRepository other = TestRepository.withCommit(temp.resolve("other"));
        repository.git("submodule", "--quiet", "add", other.root().toString(), "lib");

        assertThat(changes()).containsExactly(".gitmodules (new)", "lib (new)");
    }

    @Test
    void aCloneWithinIsOneChange() {
        TestRepository inner = TestRepository.withCommit(repository.file("vendor/inner"));
        TestRepository unborn = TestRepository.empty(repository.file("vendor/unborn"));
        TestRepository.withCommit(repository.file("ignored/inner"));
        assertThat(changes()).startsWith("vendor/inner (new)");

        Optional<String> first = repository.mark();
        inner.write("more", "x");
        Optional<String> second = repository.mark();
        unborn.write("first", "x");
        Optional<String> third = repository.mark();

        assertThat(List.of(first, second, third)).allMatch(Optional::isPresent).doesNotHaveDuplicates();
    }

    @Test
    void everyDifferenceMakesAnotherMark() {
        List<Runnable> steps = List.of(
                () -> repository.write("new", "a"),
                () -> repository.write("new", "b"),
                () -> repository.write("new", ""),
                () -> repository.file("new").toFile().setExecutable(true),
                () -> repository
                        .file("new")
                        .toFile()
                        .renameTo(repository.file("renamed").toFile()),
                () -> repository.link("renamed", "a"),
                () -> repository.link("renamed", "b"),
                () -> repository.file("Dockerfile").toFile().delete());
        Set<Optional<String>> marks = new HashSet<>();
        for (Runnable step : steps) {
            step.run();
            marks.add(repository.mark());
        }
        assertThat(marks).hasSize(steps.size()).allMatch(Optional::isPresent);
    }

    @Test
    void aRepositoryThatDoesNotTrustModesIgnoresThem() {
        repository.git("config", "core.fileMode", "false");
        repository.file("Dockerfile").toFile().setExecutable(true);
        assertThat(changes()).isEmpty();

        repository.write("Dockerfile", "FROM alpine\n");
        Optional<String> executable = repository.mark();
        repository.file("Dockerfile").toFile().setExecutable(false);
        assertThat(repository.mark()).isPresent().isEqualTo(executable);
    }

    static LongStream seeds() {
        return LongStream.range(0, 15);
    }

    /** Random changes: staging, times, the way of reading and the place make no difference; one more byte does. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theMarkIsAFunctionOfTheContentAlone(long seed) throws IOException {
        RandomChanges random = new RandomChanges(new Random(seed));
        random.applyTo(repository);
        Optional<String> mark = repository.mark();
        changes();

        TestRepository elsewhere = repository.clonedTo(temp.resolve("elsewhere/deep"));
        new RandomChanges(new Random(seed)).applyTo(elsewhere);
        assertThat(elsewhere.mark()).isPresent().isEqualTo(mark);

        repository.git("add", "-A");
        assertThat(repository.mark()).isEqualTo(mark);
        repository.git("reset", "-q");
        touchEverything();
        assertThat(repository.mark()).isEqualTo(mark);
        changes();

        random.oneMoreByte(repository);
        assertThat(repository.mark()).isPresent().isNotEqualTo(mark);
    }

    private void touchEverything() throws IOException {
        try (Stream<Path> files = Files.walk(repository.root())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains("/.git/"))
                    .toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
            }
        }
    }

    private TestRepository addSubmodule() {
        TestRepository other = TestRepository.withCommit(temp.resolve("other"));
        repository.git("submodule", "--quiet", "add", other.root().toString(), "lib");
        repository.commit("With a submodule");
        return new TestRepository(repository.file("lib"));
    }

    private List<String> changes() {
        return changesOf(repository);
    }

    /** As both readers find them, which have to agree in everything that goes into the mark. */
    private static List<String> changesOf(TestRepository repository) {
        GitLocation location = GitLocation.of(repository.root());
        LocalGit git = new LocalGit();
        try {
            List<Change> jgit = new JGitReader(location)
                    .changes(new NestedRepositories(location.root(), TestRepository.NO_GIT)).stream()
                            .sorted()
                            .toList();
            assertThat(new GitProgramReader(location, git).changes(new NestedRepositories(location.root(), git)))
                    .as("found by git")
                    .isEqualTo(jgit);
            return jgit.stream().map(Change::toString).toList();
        } catch (RepositoryReader.UnreadableException e) {
            throw new AssertionError(e);
        }
    }

    /** The same changes for the same seed. */
    private record RandomChanges(Random random) {

        private static final List<String> PATHS =
                List.of("Dockerfile", "app/main.rb", "app/sub/other.rb", "bin/run", "new", "app/new", "x/y/z", "x/w");

        void applyTo(TestRepository repository) throws IOException {
            repository.write("always", "here");
            List<String> paths = new ArrayList<>(PATHS);
            for (int i = random.nextInt(6); i >= 0; i--) {
                apply(repository, paths.remove(random.nextInt(paths.size())));
            }
        }

        void oneMoreByte(TestRepository repository) {
            repository.write("always", "here" + (char) ('a' + random.nextInt(26)));
        }

        private void apply(TestRepository repository, String path) throws IOException {
            switch (random.nextInt(4)) {
                case 0 -> Files.deleteIfExists(repository.file(path));
                case 1 -> repository.write(path, "content " + random.nextInt(3));
                case 2 -> {
                    repository.write(path, "same");
                    repository.file(path).toFile().setExecutable(random.nextBoolean());
                }
                default -> {
                    Files.createDirectories(repository.file(path).getParent());
                    repository.link(path, "target " + random.nextInt(3));
                }
            }
        }
    }
}
