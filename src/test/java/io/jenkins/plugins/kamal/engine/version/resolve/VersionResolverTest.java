package io.jenkins.plugins.kamal.engine.version.resolve;

import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.DEFAULT;
import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.FAIL;
import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.IGNORE;
import static io.jenkins.plugins.kamal.engine.version.UncommittedPolicy.MARK;
import static io.jenkins.plugins.kamal.engine.version.resolve.TestRepository.NO_GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion.Source;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion.WorkspaceState;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VersionResolverTest {

    @TempDir
    Path temp;

    private TestRepository repository;

    @BeforeEach
    void aRepository() {
        repository = TestRepository.withCommit(temp.resolve("shop"));
    }

    @ParameterizedTest
    @EnumSource(UncommittedPolicy.class)
    void aCleanWorkspaceIsItsCommit(UncommittedPolicy policy) {
        ResolvedVersion resolved = repository.resolveWithoutGit(policy);

        assertThat(resolved.version()).isEqualTo(new Version(repository.head()));
        assertThat(resolved.commit()).contains(new Commit(repository.head(), "First", "main"));
        assertThat(resolved.source()).isEqualTo(Source.HEAD);
        assertThat(resolved.uncommitted()).isFalse();
        assertThat(resolved.contentDigest()).isEmpty();
    }

    @Test
    void resolvingTwiceGivesTheSameVersionWithUncommittedChanges() {
        repository.write("Dockerfile", "FROM alpine\n");

        ResolvedVersion first = repository.resolve(MARK);
        ResolvedVersion second = repository.resolve(MARK);

        assertThat(first.version().value()).matches(repository.head() + "_uncommitted_[0-9a-f]{16}");
        assertThat(second).isEqualTo(first);
        assertThat(first.uncommitted()).isTrue();
    }

    @Test
    void anExplicitVersionWins() {
        repository.write("Dockerfile", "FROM alpine\n");
        VersionRequest request = new VersionRequest(repository.root(), new Version("v1"), MARK, false);

        ResolvedVersion resolved = new VersionResolver(NO_GIT).resolve(request);

        assertThat(resolved.version()).isEqualTo(new Version("v1"));
        assertThat(resolved.source()).isEqualTo(Source.EXPLICIT);
        assertThat(resolved.commit().map(Commit::sha)).contains(repository.head());
    }

    @Test
    void anExplicitVersionNeedsNoRepository() {
        VersionRequest request = new VersionRequest(temp, new Version("v1"), DEFAULT, true);

        assertThat(new VersionResolver(NO_GIT).resolve(request).commit()).isEmpty();
    }

    @Test
    void thePolicyFailGuardsAnExplicitVersionToo() {
        repository.write("Dockerfile", "FROM alpine\n");
        VersionRequest request = new VersionRequest(repository.root(), new Version("v1"), FAIL, true);

        assertThatThrownBy(() -> new VersionResolver(NO_GIT).resolve(request)).hasMessageContaining("Dockerfile");
    }

    @Test
    void theDefaultIsTheCommitWhereACleanCloneIsBuilt() {
        repository.write("Dockerfile", "FROM alpine\n");

        assertThat(repository.resolve(DEFAULT).version().value()).isEqualTo(repository.head());
    }

    @Test
    void theDefaultMarksWhereTheWorkspaceItselfIsBuilt() {
        repository.write("Dockerfile", "FROM alpine\n");
        VersionRequest request = new VersionRequest(repository.root(), null, DEFAULT, false);

        assertThat(new VersionResolver(NO_GIT).resolve(request)).isEqualTo(repository.resolve(MARK));
    }

    @Test
    void ignoringDoesNotLookAtTheFiles() throws IOException {
        Files.writeString(repository.file(".git/index"), "not an index");

        ResolvedVersion resolved = repository.resolveWithoutGit(IGNORE);

        assertThat(resolved.workspace()).isEqualTo(WorkspaceState.NOT_EXAMINED);
        assertThat(resolved.version().value()).isEqualTo(repository.head());
    }

    @Test
    void failingNamesTheFirstTenFilesAndHowManyMore() {
        for (int i = 10; i < 22; i++) {
            repository.write("new/" + i, "x");
        }

        assertThatThrownBy(() -> repository.resolve(FAIL))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("new/10 (new), new/11 (new)")
                .hasMessageContaining("new/19 (new) and 2 more")
                .hasMessageNotContaining("new/20")
                .hasMessageContaining(repository.root().toString());
    }

    @Test
    void aDetachedHeadHasNoBranch() {
        repository.git("checkout", "-q", "--detach");

        assertThat(repository.resolveWithoutGit(MARK).commit()).contains(new Commit(repository.head(), "First", null));
    }

    @Test
    void noRepositoryIsAClearError() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("plain"));

        assertThatThrownBy(() -> TestRepository.resolve(directory, MARK, NO_GIT))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("no Git repository at " + directory)
                .hasMessageContaining("checkout scm");
    }

    @Test
    void aMissingDirectoryIsAClearError() {
        assertThatThrownBy(() -> TestRepository.resolve(temp.resolve("gone"), MARK, NO_GIT))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("gone cannot be read");
    }

    @Test
    void aBranchWithoutACommitIsAClearError() {
        TestRepository unborn = TestRepository.empty(temp.resolve("unborn"));

        assertThatThrownBy(() -> unborn.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("has no commit on 'main'")
                .hasMessageContaining(unborn.root().toString());
    }

    @Test
    void aBareRepositoryIsAClearError() {
        TestRepository bare = TestRepository.empty(temp.resolve("bare.git"), "--bare");

        assertThatThrownBy(() -> bare.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("repository without a workspace");
    }

    @Test
    void aCorruptBranchIsAClearError() {
        repository.write(".git/refs/heads/main", "garbage\n");

        assertThatThrownBy(() -> repository.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("cannot be read: JGit cannot (")
                .hasMessageContaining("git finds no commit at HEAD");
    }

    @Test
    void aCorruptConfigurationIsAClearError() {
        repository.write(".git/config", "[core\n");

        assertThatThrownBy(() -> repository.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining(repository.file(".git/config") + " cannot be read");
    }

    @Test
    void aMissingCommitIsAClearError() {
        repository.write(".git/refs/heads/main", "1234567890123456789012345678901234567890\n");

        assertThatThrownBy(() -> repository.resolve(IGNORE))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("Missing")
                .hasMessageContaining("Check it out anew");
    }

    @Test
    void theInnermostRepositoryCounts() {
        TestRepository inner = TestRepository.withCommit(repository.file("vendor/inner"));
        inner.write("more", "x");
        inner.commit("Second");

        assertThat(TestRepository.resolve(inner.file("app"), IGNORE, NO_GIT)
                        .version()
                        .value())
                .isEqualTo(inner.head());
        assertThat(repository.resolveWithoutGit(IGNORE).version().value()).isEqualTo(repository.head());
    }

    @Test
    void policiesAreReadAsUsersWriteThem() {
        assertThat(UncommittedPolicy.parse("mark")).isEqualTo(MARK);
        assertThat(UncommittedPolicy.parse(" Fail ")).isEqualTo(FAIL);
        assertThatThrownBy(() -> UncommittedPolicy.parse("marked"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("'marked'")
                .hasMessageContaining("default, ignore, fail, mark");
    }
}
