package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionMark;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.Matches;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherCommit;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherContent;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceCheckTest {

    @TempDir
    Path temp;

    private final WorkspaceCheck check = new WorkspaceCheck();
    private TestRepository repository;

    @BeforeEach
    void aRepository() {
        repository = TestRepository.withCommit(temp.resolve("shop"));
    }

    @Test
    void anUntouchedWorkspaceMatches() {
        ResolvedVersion version = repository.resolve(UncommittedPolicy.MARK);

        assertThat(compare(version)).isEqualTo(new Matches());
        assertThat(check.compare(repository.root(), version.version())).isEqualTo(new Matches());
    }

    @Test
    void anotherCommitIsNamed() {
        ResolvedVersion version = repository.resolve(UncommittedPolicy.DEFAULT);
        String expected = repository.head();
        repository.write("more", "x");
        repository.commit("Second");

        OtherCommit other = new OtherCommit(expected, repository.head());
        assertThat(compare(version)).isEqualTo(other);
        assertThat(check.compare(repository.root(), version.version())).isEqualTo(other);
    }

    @Test
    void otherContentThanTheMarksIsNamed() {
        repository.write("Dockerfile", "FROM a\n");
        ResolvedVersion version = repository.resolve(UncommittedPolicy.MARK);
        assertThat(compare(version)).isEqualTo(new Matches());
        repository.write("Dockerfile", "FROM b\n");

        OtherContent other = new OtherContent(
                repository.head(),
                version.contentDigest().orElse(null),
                repository.mark().orElse(null));
        assertThat(compare(version)).isEqualTo(other);
        assertThat(check.compare(repository.root(), version.version())).isEqualTo(other);
        assertThat(check.compare(repository.root(), new VersionMark(repository.head(), null), false))
                .isEqualTo(new Matches());
    }

    @Test
    void contentThatIsGoneIsNamed() {
        repository.write("Dockerfile", "FROM a\n");
        ResolvedVersion version = repository.resolve(UncommittedPolicy.MARK);
        repository.git("checkout", "-q", "Dockerfile");

        assertThat(compare(version))
                .isEqualTo(new OtherContent(
                        repository.head(), version.contentDigest().orElse(null), null));
    }

    @Test
    void changesAfterACleanMarkAreNamed() {
        ResolvedVersion version = repository.resolve(UncommittedPolicy.MARK);
        repository.write("Dockerfile", "FROM a\n");

        assertThat(compare(version))
                .isEqualTo(new OtherContent(
                        repository.head(), null, repository.mark().orElse(null)));
    }

    @Test
    void changesDoNotMatterWhereTheyAreIgnored() {
        ResolvedVersion version = repository.resolve(UncommittedPolicy.IGNORE);
        repository.write("Dockerfile", "FROM a\n");

        assertThat(compare(version)).isEqualTo(new Matches());
    }

    @Test
    void aVersionThatNamesNoCommitMatchesEverything() {
        assertThat(check.compare(temp, new Version("v1.2"))).isEqualTo(new Matches());
    }

    @Test
    void aWorkspaceWithoutRepositoryIsAClearError() {
        ResolvedVersion version = repository.resolve(UncommittedPolicy.IGNORE);

        assertThatThrownBy(() -> check.compare(temp, mark(version), false)).isInstanceOf(VersionException.class);
    }

    private WorkspaceCheck.Comparison compare(ResolvedVersion version) {
        return check.compare(
                repository.root(), mark(version), version.workspace() != ResolvedVersion.WorkspaceState.NOT_EXAMINED);
    }

    private static VersionMark mark(ResolvedVersion version) {
        return new VersionMark(version.commit().orElseThrow().sha(), version.contentDigestOrNull());
    }
}
