package io.jenkins.plugins.kamal.engine.version.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceIdTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/shop.git, github.com/acme/shop",
        "https://github.com/acme/shop/, github.com/acme/shop",
        "https://ann:s3cret@GitHub.com/acme/shop.git, github.com/acme/shop",
        "https://ann:s3c@ret@github.com/acme/shop, github.com/acme/shop",
        "https://x-access-token:ghs_1@github.com:443/acme/shop?token=t#f, github.com/acme/shop",
        "https://git.example.org:8443/shop.git, git.example.org:8443/shop",
        "ssh://git@github.com/acme/shop.git, github.com/acme/shop",
        "ssh://git@github.com:22/acme/shop.git, github.com/acme/shop",
        "ssh://git@[::1]:2222/shop, [::1]:2222/shop",
        "git@github.com:acme/shop.git, github.com/acme/shop",
        "github.com:/acme/shop, github.com/acme/shop",
        "file:///srv/git/shop.git, file:/srv/git/shop",
        "/srv/git/shop.git, file:/srv/git/shop",
        "/srv/git/shop/.git, file:/srv/git/shop",
        "../shop.git, file:/work/shop",
        "./a:b, file:/work/here/a:b",
    })
    void aRemoteIsReducedToWhatItIs(String url, String identity) {
        assertThat(RemoteUrl.identity(url, Path.of("/work/here"))).isEqualTo(identity);
    }

    @Test
    void theSameInEveryWorkspaceAndWithThePathInside() {
        TestRepository one = TestRepository.withCommit(temp.resolve("one"));
        TestRepository two = TestRepository.withCommit(temp.resolve("two"));
        one.git("remote", "add", "origin", "https://ann:s3cret@example.org/shop.git");
        one.git("remote", "add", "another", "https://example.org/another.git");
        two.git("remote", "add", "upstream", "git@example.org:shop.git");

        assertThat(SourceId.of(one.root())).isEqualTo(new SourceId("example.org/shop"));
        assertThat(SourceId.of(two.file("app/sub"))).isEqualTo(new SourceId("example.org/shop#app/sub"));
        assertThat(SourceId.of(one.root())).isEqualTo(SourceId.of(two.root()));
    }

    @Test
    void withoutRemoteItIsTheNameOfTheWorkspaceWithoutItsNumber() throws Exception {
        TestRepository repository = TestRepository.withCommit(temp.resolve("shop@2"));
        Path plain = Files.createDirectory(temp.resolve("plain@12"));

        assertThat(SourceId.of(repository.file("app")).value()).isEqualTo("shop#app");
        assertThat(SourceId.of(plain).value()).isEqualTo("plain");
    }

    @Test
    void aLinkedWorktreeHasItsRepositorysRemote() {
        TestRepository repository = TestRepository.withCommit(temp.resolve("shop"));
        repository.git("remote", "add", "origin", "https://example.org/shop.git");
        repository.git("worktree", "add", "-q", temp.resolve("linked").toString());

        assertThat(SourceId.of(temp.resolve("linked"))).isEqualTo(new SourceId("example.org/shop"));
    }

    @Test
    void anExplicitIdIsTaken() {
        assertThat(SourceId.explicit(" api ").value()).isEqualTo("api");
        assertThatThrownBy(() -> SourceId.explicit(" "))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot be blank");
    }
}
