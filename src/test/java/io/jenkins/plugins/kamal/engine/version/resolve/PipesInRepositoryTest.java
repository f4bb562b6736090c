package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A named pipe in the place of a file that says what is checked out: whoever opened it would wait for a writer, for ever. */
class PipesInRepositoryTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/config",
                ".git/config.worktree",
                ".git/HEAD",
                ".git/refs/heads/main",
                ".git/index",
                ".git/packed-refs",
                ".git/shallow",
                ".git/info/exclude",
                ".git/info/attributes",
                ".git/info/grafts",
                ".git/commondir",
                ".git/objects/info/alternates",
                ".gitignore",
                ".gitattributes",
                ".gitmodules"
            })
    void keepsNobodyWaiting(String name) throws Exception {
        TestRepository repository = TestRepository.withCommit(temp.resolve("shop"));
        repository.write("a", "content\n");
        pipe(repository.file(name));

        assertRefusedOrRead(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"include.path", "core.excludesFile", "core.attributesFile"})
    void refusesAPipeThatASettingNames(String setting) throws Exception {
        TestRepository repository = TestRepository.withCommit(temp.resolve("shop"));
        repository.git("config", setting, temp.resolve("pipe").toString());
        pipe(temp.resolve("pipe"));

        assertThatThrownBy(() -> assertTimeoutPreemptively(LIMIT, this::resolve))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining(temp.resolve("pipe") + ", which ")
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void followsNoBranchOutOfTheRepositoryToADevice() throws Exception {
        TestRepository repository = TestRepository.withCommit(temp.resolve("shop"));
        repository.write(".git/refs/heads/main", "ref: /dev/zero\n");

        assertThatThrownBy(() -> assertTimeoutPreemptively(LIMIT, this::resolve))
                .isInstanceOf(VersionException.class)
                .hasMessageContaining("/dev/zero is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitdir: a\0b", "gitdir: ../gone"})
    void refusesADirectoryThatIsNone(String pointer) throws Exception {
        TestRepository.withCommit(temp.resolve("shop"));
        Files.move(temp.resolve("shop/.git"), temp.resolve("elsewhere"));
        Files.writeString(temp.resolve("shop/.git"), pointer);

        assertThatThrownBy(this::resolve)
                .isInstanceOf(VersionException.class)
                .hasMessageContaining(temp.resolve("shop/.git").toString());
    }

    private void assertRefusedOrRead(String name) {
        assertTimeoutPreemptively(LIMIT, () -> {
            try {
                resolve();
            } catch (VersionException refused) {
                assertThat(refused).hasMessageContaining(name);
            }
        });
    }

    private void resolve() {
        SourceId.of(temp.resolve("shop"));
        new VersionResolver().resolve(new VersionRequest(temp.resolve("shop"), null, UncommittedPolicy.MARK, true));
    }

    private static void pipe(Path pipe) throws Exception {
        Files.deleteIfExists(pipe);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }
}
