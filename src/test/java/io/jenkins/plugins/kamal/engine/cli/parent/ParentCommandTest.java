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
            new Handover.RegistryLogin("robot", "password"),
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
        ParentContext context = context(1);

        assertThat(ParentContext.fromJson(context.toJson())).isEqualTo(context);
    }

    @Test
    void whatCannotBeReadIsNotQuoted() {
        assertThatThrownBy(() -> ParentContext.fromJson("{\"lock\": \"s3cret"))
                .isInstanceOf(IOException.class)
                .hasMessage("its answer cannot be read")
                .hasNoCause();
    }

    @Test
    void inTheSameDirectoryTheProjectIsTheSame() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), project);
        ParentCommand parent = ParentCommand.of(context(1), root.resolve("link"));

        assertThat(parent.configFile()).contains("config/shop.yml");
        assertThat(parent.destination(null)).contains("staging");
        assertThat(parent.destination("./config/shop.yml")).contains("staging");
        assertThat(parent.version(null)).contains(new Version("v1"));
        assertThat(parent.commit()).contains("c1");
        assertThat(parent.pushed()).containsEntry("shop:v1", new Digest(DIGEST));
        assertThat(parent.isConnected("config/shop.yml", "staging")).isTrue();
        assertThat(parent.handover()).isEqualTo(HANDOVER);
    }

    @Test
    void anotherConfigurationOrDestinationHasItsOwnState() {
        ParentCommand parent = ParentCommand.of(context(1), project);

        assertThat(parent.destination("config/other.yml")).isEmpty();
        assertThat(parent.isConnected("config/other.yml", "staging")).isFalse();
        assertThat(parent.isConnected("config/shop.yml", null)).isFalse();
        assertThat(parent.holds(".kamal/lock-shop-staging")).isTrue();
        assertThat(parent.holds(".kamal/lock-shop")).isFalse();
    }

    @Test
    void inAnotherDirectoryOnlyTheAccessIsTakenOver() {
        ParentCommand parent = ParentCommand.of(context(1), elsewhere);

        assertThat(parent.configFile()).isEmpty();
        assertThat(parent.destination(null)).isEmpty();
        assertThat(parent.version(null)).isEmpty();
        assertThat(parent.commit()).isEmpty();
        assertThat(parent.pushed()).isEmpty();
        assertThat(parent.isConnected("config/shop.yml", "staging")).isFalse();
        assertThat(parent.handover()).isEqualTo(HANDOVER.withoutSecrets());
        assertThat(parent.handover().sshKeys()).isNotEmpty();
        assertThat(parent.handover().secrets()).isEmpty();
    }

    @Test
    void noPasswordIsShownToAnotherRegistry() {
        ParentCommand parent = ParentCommand.of(context(1), project);

        assertThat(parent.isForRegistry("registry.example.com")).isTrue();
        assertThat(parent.isForRegistry("other.example.com")).isFalse();
        assertThat(parent.isForRegistry(null)).isFalse();
        assertThat(ParentCommand.NONE.isForRegistry(null)).isTrue();
    }

    @Test
    void aVersionThatTheHookHasSetItselfCounts() {
        ParentCommand parent = ParentCommand.of(context(1), project);

        assertThat(parent.version("stray")).contains(new Version("v1"));
        assertThat(parent.version("of the hook")).isEmpty();
    }

    @Test
    void whoDoesNotAnswerHandsNothingOver() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        ParentCommand parent = ParentCall.find(
                Map.of(HookServer.VARIABLE, root.resolve("nobody").toString()),
                project,
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(parent).isSameAs(ParentCommand.LOST);
        assertThat(parent.holds(".kamal/lock-shop-staging")).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("does not answer")
                .contains("nothing is taken over");
    }

    @Test
    void hooksWithinHooksHaveAnEnd() {
        ParentCommand.of(context(5), project).requireEnd();

        assertThatThrownBy(() -> ParentCommand.of(context(6), project).requireEnd())
                .hasMessageContaining("6 deep")
                .hasMessageContaining("--skip-hooks");
    }

    private ParentContext context(int depth) {
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
