package io.jenkins.plugins.kamal.engine.cli.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command takes over from the one whose hook has called it. */
class ParentCommandTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Handover HANDOVER = new Handover(
            "deploy",
            List.of(new Handover.SshKey("key", "phrase")),
            "host ssh-ed25519 AAAA",
            "robot",
            "password",
            Map.of("FROM_JENKINS", "s3cret"));

    @TempDir
    private Path root;

    private Path project;
    private Path elsewhere;

    @BeforeEach
    void makeDirectories() throws IOException {
        project = Files.createDirectory(root.resolve("project"));
        elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    }

    @Test
    void everythingSurvivesTheWay() throws IOException {
        ParentContext inheritance = inheritance(1);

        assertThat(ParentContext.fromJson(inheritance.toJson())).isEqualTo(inheritance);
    }

    @Test
    void whatCannotBeReadIsNotQuoted() {
        assertThatThrownBy(() -> ParentContext.fromJson("{\"lock\": \"s3cret"))
                .isInstanceOf(IOException.class)
                .hasMessage("it answers what cannot be read")
                .hasNoCause();
    }

    @Test
    void inTheSameDirectoryTheProjectIsTheSame() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), project);
        ParentCommand caller = ParentCommand.of(inheritance(1), root.resolve("link"));

        assertThat(caller.configFile()).contains("config/shop.yml");
        assertThat(caller.destination(null)).contains("staging");
        assertThat(caller.destination("./config/shop.yml")).contains("staging");
        assertThat(caller.version(Optional.empty())).contains(new Version("v1"));
        assertThat(caller.commit()).contains("c1");
        assertThat(caller.pushed()).containsEntry("shop:v1", new Digest(DIGEST));
        assertThat(caller.isConnected("config/shop.yml", Optional.of("staging")))
                .isTrue();
        assertThat(caller.handover()).isEqualTo(HANDOVER);
    }

    @Test
    void anotherConfigurationOrDestinationHasItsOwnState() {
        ParentCommand caller = ParentCommand.of(inheritance(1), project);

        assertThat(caller.destination("config/other.yml")).isEmpty();
        assertThat(caller.isConnected("config/other.yml", Optional.of("staging")))
                .isFalse();
        assertThat(caller.isConnected("config/shop.yml", Optional.empty())).isFalse();
        assertThat(caller.holds(".kamal/lock-shop-staging")).isTrue();
        assertThat(caller.holds(".kamal/lock-shop")).isFalse();
    }

    @Test
    void inAnotherDirectoryOnlyTheAccessIsTakenOver() {
        ParentCommand caller = ParentCommand.of(inheritance(1), elsewhere);

        assertThat(caller.configFile()).isEmpty();
        assertThat(caller.destination(null)).isEmpty();
        assertThat(caller.version(Optional.empty())).isEmpty();
        assertThat(caller.commit()).isEmpty();
        assertThat(caller.pushed()).isEmpty();
        assertThat(caller.isConnected("config/shop.yml", Optional.of("staging")))
                .isFalse();
        assertThat(caller.handover()).isEqualTo(HANDOVER.withoutSecrets());
        assertThat(caller.handover().sshKeys()).isNotEmpty();
        assertThat(caller.handover().secrets()).isEmpty();
    }

    @Test
    void noPasswordIsShownToAnotherRegistry() {
        ParentCommand caller = ParentCommand.of(inheritance(1), project);

        assertThat(caller.isForRegistry(Optional.of("registry.example.com"))).isTrue();
        assertThat(caller.isForRegistry(Optional.of("other.example.com"))).isFalse();
        assertThat(caller.isForRegistry(Optional.empty())).isFalse();
        assertThat(ParentCommand.NONE.isForRegistry(Optional.empty())).isTrue();
    }

    @Test
    void aVersionThatTheHookHasSetItselfCounts() {
        ParentCommand caller = ParentCommand.of(inheritance(1), project);

        assertThat(caller.version(Optional.of("stray"))).contains(new Version("v1"));
        assertThat(caller.version(Optional.of("of the hook"))).isEmpty();
    }

    @Test
    void whoDoesNotAnswerHandsNothingOver() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        ParentCommand caller = ParentCall.find(
                Map.of(HookServer.VARIABLE, root.resolve("nobody").toString()),
                project,
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(caller).isSameAs(ParentCommand.LOST);
        assertThat(caller.holds(".kamal/lock-shop-staging")).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("does not answer")
                .contains("nothing is taken over");
    }

    @Test
    void hooksWithinHooksHaveAnEnd() {
        ParentCommand.of(inheritance(5), project).requireEnd();

        assertThatThrownBy(() -> ParentCommand.of(inheritance(6), project).requireEnd())
                .hasMessageContaining("6 deep")
                .hasMessageContaining("--skip-hooks");
    }

    private ParentContext inheritance(int depth) {
        return new ParentContext(
                new ParentContext.Project(
                        ParentCommand.realPath(project),
                        "config/shop.yml",
                        "staging",
                        "shop",
                        "registry.example.com",
                        ".kamal/secrets"),
                "v1",
                "c1",
                Map.of("shop:v1", DIGEST),
                ".kamal/lock-shop-staging",
                true,
                "stray",
                depth,
                Map.of("SECRET", "x"),
                HANDOVER);
    }
}
