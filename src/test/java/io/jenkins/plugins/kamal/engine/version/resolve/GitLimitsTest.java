package io.jenkins.plugins.kamal.engine.version.resolve;

import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.FAIL;
import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.IGNORE;
import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.MARK;
import static io.jenkins.plugins.kamal.engine.version.resolve.TestRepository.NO_GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of repository that JGit has, or has not, a limit with. */
class GitLimitsTest {

    @TempDir
    Path temp;

    private TestRepository origin;

    @BeforeEach
    void aRepository() {
        origin = TestRepository.withCommit(temp.resolve("origin"));
        origin.write("second", "2");
        origin.commit("Second");
    }

    @Test
    void aShallowCloneNeedsNoGit() {
        cleanThenMarkedWithoutGit(origin.clonedTo(temp.resolve("clone"), "--depth=1"));
    }

    @Test
    void aBloblessCloneNeedsNoGit() {
        cleanThenMarkedWithoutGit(origin.clonedTo(temp.resolve("clone"), "--filter=blob:none"));
    }

    @Test
    void aLinkedWorktreeNeedsNoGit() {
        origin.git(
                "worktree", "add", "-q", "-b", "other", temp.resolve("linked").toString());

        cleanThenMarkedWithoutGit(new TestRepository(temp.resolve("linked")));
    }

    @Test
    void aLinkedWorktreeOfABareRepositoryNeedsNoGit() {
        TestRepository bare = origin.clonedTo(temp.resolve("bare.git"), "--bare");
        bare.git("worktree", "add", "-q", temp.resolve("linked").toString(), "main");

        cleanThenMarkedWithoutGit(new TestRepository(temp.resolve("linked")));
    }

    @Test
    void aPackedRepositoryNeedsNoGit() {
        origin.git("gc", "-q");

        cleanThenMarkedWithoutGit(origin);
    }

    @Test
    void anIndexOfVersionFourNeedsNoGit() {
        origin.git("update-index", "--index-version", "4");

        cleanThenMarkedWithoutGit(origin);
    }

    @Test
    void aSparseCheckoutIsClean() {
        origin.git("sparse-checkout", "set", "--no-cone", "/Dockerfile", "/app/main.rb");
        assertThat(origin.file("bin/run")).doesNotExist();

        cleanThenMarkedWithoutGit(origin);
    }

    @Test
    void gitIsAskedAboutASparseIndex() {
        origin.git("sparse-checkout", "set", "--cone", "--sparse-index", "bin");
        assertThat(origin.file("app")).doesNotExist();

        cleanThenMarkedWithGitOnly(origin);
    }

    @Test
    void gitIsAskedAboutASplitIndex() {
        origin.git("update-index", "--split-index");

        cleanThenMarkedWithGitOnly(origin);
    }

    @Test
    void aTreelessCloneIsResolved() {
        TestRepository clone = origin.clonedTo(temp.resolve("clone"), "--filter=tree:0");

        assertThat(clone.resolve(FAIL).version().value()).isEqualTo(origin.head());
        clone.write("Dockerfile", "FROM alpine\n");
        assertThat(clone.mark()).isPresent();
    }

    @Test
    void nothingIsFetchedForATreelessCloneWhereTheTreesAreNotThere() {
        TestRepository clone = origin.clonedTo(temp.resolve("clone"), "--filter=tree:0", "--no-checkout");

        assertThatThrownBy(() -> clone.resolveWithoutGit(MARK))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("Missing")
                .hasMessageContaining("no `git` on this machine");
        assertThatThrownBy(() -> clone.resolve(MARK))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("JGit cannot (Missing tree")
                .hasMessageContaining("`git status ");
    }

    @Test
    void aSparseTreelessCloneIsReadWithoutItsServer() {
        TestRepository clone = origin.clonedTo(temp.resolve("clone"), "--filter=tree:0", "--no-checkout");
        clone.git("sparse-checkout", "set", "--cone", "--sparse-index", "bin");
        clone.git("checkout", "-q", "main");
        clone.git("remote", "set-url", "origin", "file:///nowhere");
        assertThat(clone.file("app")).doesNotExist();

        cleanThenMarkedWithGitOnly(clone);
    }

    @Test
    void aMachineWithoutGitIsNoFault() {
        assertThat(new LocalGit("/nowhere/git").run(temp, List.of("version"))).isEmpty();
        assertThat(new LocalGit().run(temp, List.of("version")).orElseThrow().output())
                .startsWith("git version");
    }

    @Test
    void gitIsAskedAboutSha256() {
        TestRepository modern = TestRepository.withCommit(temp.resolve("sha256"), "--object-format=sha256");

        assertThat(modern.head()).hasSize(64);
        assertThat(modern.resolve(IGNORE).version().value()).isEqualTo(modern.head());
        assertThat(modern.resolve(IGNORE).commit().orElseThrow().subject()).isEqualTo("First");
        assertThatThrownBy(() -> modern.resolveWithoutGit(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("objectformat = sha256")
                .hasMessageContaining("no `git` on this machine");
        modern.write("Dockerfile", "FROM alpine\n");
        assertThat(modern.resolve(MARK).version().value()).matches(modern.head() + "_uncommitted_[0-9a-f]{16}");
    }

    @Test
    void anUnbornSha256BranchIsAClearError() {
        TestRepository unborn = TestRepository.empty(temp.resolve("unborn"), "--object-format=sha256");

        assertThatThrownBy(() -> unborn.resolve(IGNORE)).hasMessageContaining("has no commit on 'main'");
    }

    @Test
    void anUnknownExtensionIsRefusedByName() {
        origin.git("config", "core.repositoryformatversion", "1");
        origin.git("config", "extensions.fromTheFuture", "yes");

        assertThatThrownBy(() -> origin.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("fromthefuture = yes");
    }

    @Test
    void aSubdirectoryIsTheWholeRepositorys() {
        assertThat(TestRepository.resolve(origin.file("app/sub"), FAIL, NO_GIT)
                        .version()
                        .value())
                .isEqualTo(origin.head());
        origin.write("Dockerfile", "FROM alpine\n");
        assertThat(TestRepository.resolve(origin.file("app/sub"), MARK, NO_GIT)).isEqualTo(origin.resolve(MARK));
    }

    @Test
    void aLineEndingConversionIsClean() {
        origin.write(".gitattributes", "*.txt text eol=crlf\n");
        origin.write("a.txt", "one\r\ntwo\r\n");
        origin.commit("With line endings");
        origin.git("config", "core.autocrlf", "true");
        origin.write("a.txt", "one\r\ntwo\r\n");

        cleanThenMarkedWithoutGit(origin);
    }

    @Test
    void aLargeFileWhoseFilterIsNotInstalledIsClean() {
        origin.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        origin.write("a.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
        origin.commit("With a pointer");

        cleanThenMarkedWithoutGit(origin);
    }

    /** The agent's git has stored the pointer; the workspace has the file itself. */
    @Test
    void aLargeFileIsComparedWithItsPointer() throws IOException {
        for (TestRepository repository : readers()) {
            repository.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
            repository.write("a.bin", """
                    version https://git-lfs.github.com/spec/v1
                    oid sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                    size 4
                    """);
            repository.commit("With a pointer");
            repository.write("a.bin", "test");
            repository.git("config", "filter.lfs.clean", "false");
            repository.git("config", "filter.lfs.process", "false");
            repository.git("config", "filter.lfs.required", "true");

            assertThat(repository.resolve(FAIL).version().value()).isEqualTo(repository.head());
            repository.write("a.bin", "best");
            assertThat(repository.mark()).isPresent();
        }
    }

    @Test
    void aFileBehindAnotherFilterIsCleanWhileTheIndexKnowsIt() throws IOException {
        for (TestRepository repository : readers()) {
            filtered(repository);

            assertThat(repository.resolve(FAIL).version().value()).isEqualTo(repository.head());
        }
    }

    /** To tell whether such a file has changed, a program of the workspace would have to run. */
    @Test
    void aFileBehindAnotherFilterIsRefusedByNameOnceTheIndexDoesNotKnowIt() throws IOException {
        for (TestRepository repository : readers()) {
            filtered(repository);
            Files.setLastModifiedTime(repository.file("a.low"), FileTime.fromMillis(1000));

            assertThat(repository.resolve(IGNORE).version().value()).isEqualTo(repository.head());
            assertThatThrownBy(() -> repository.resolve(FAIL))
                    .isInstanceOf(VersionException.class)
                    .hasMessageContaining("a.low (perhaps; the Git filter 'upper' is not run)");
            assertThatThrownBy(() -> repository.resolve(MARK))
                    .isInstanceOf(VersionException.class)
                    .hasMessageContaining("a.low")
                    .hasMessageContaining("the Git filter 'upper'");
        }
    }

    private List<TestRepository> readers() {
        TestRepository modern = TestRepository.withCommit(temp.resolve("modern"), "--object-format=sha256");
        return List.of(origin, modern);
    }

    /** Long enough ago that the index can be believed. */
    private static void filtered(TestRepository repository) throws IOException {
        repository.git("config", "filter.upper.clean", "tr A-Z a-z");
        repository.write(".gitattributes", "*.low filter=upper\n");
        repository.write("a.low", "TEXT\n");
        Files.setLastModifiedTime(repository.file("a.low"), FileTime.fromMillis(2_000_000_000));
        repository.commit("With a filter");
    }

    private static void cleanThenMarkedWithoutGit(TestRepository repository) {
        assertThat(repository.resolveWithoutGit(FAIL).version().value()).isEqualTo(repository.head());
        repository.write("Dockerfile", "FROM alpine\n");
        assertThat(repository.resolveWithoutGit(MARK).contentDigest())
                .isPresent()
                .isEqualTo(repository.mark());
    }

    private static void cleanThenMarkedWithGitOnly(TestRepository repository) {
        assertThat(repository.resolveWithoutGit(IGNORE).version().value()).isEqualTo(repository.head());
        assertThatThrownBy(() -> repository.resolveWithoutGit(MARK))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("JGit cannot (")
                .hasMessageContaining("no `git` on this machine");
        assertThat(repository.resolve(FAIL).version().value()).isEqualTo(repository.head());
        repository.write("Dockerfile", "FROM alpine\n");
        assertThat(repository.mark()).isPresent();
    }
}
