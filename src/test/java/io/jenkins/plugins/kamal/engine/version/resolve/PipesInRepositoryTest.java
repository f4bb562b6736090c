package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A named pipe in the place of a file that says what is checked out: whoever opened it would wait for a writer, for ever. */
class PipesInRepositoryTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/config",
                ".git/config.worktree",
                ".git/HEAD",
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
        Path pipe = temp.resolve("shop").resolve(name);
        Files.deleteIfExists(pipe);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                SourceId.of(temp.resolve("shop"));
                new VersionResolver()
                        .resolve(new VersionRequest(temp.resolve("shop"), null, UncommittedPolicy.MARK, true));
            } catch (VersionException refused) {
                assertThat(refused).hasMessageContaining(name);
            }
        });
    }
}
