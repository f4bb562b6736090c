package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T17:08:20.123Z");

    static Stream<DeployEvent> events() {
        return Stream.of(
                new DeployEvent.CommandStarted(
                        "deploy", "shop", "staging", "abc", List.of("10.0.0.1", "b"), List.of("b"), List.of("web"), 90),
                new DeployEvent.VersionFound("abc"),
                new DeployEvent.PhaseStarted("Pull the image"),
                new DeployEvent.PhaseFinished("Pull the image", 1200),
                new DeployEvent.HookFinished("pre-deploy", 3, 40),
                new DeployEvent.MigrationFinished("10.0.0.1", "web", "bin/migrate", 1, 40, "one\ntwo"),
                new DeployEvent.Skipped("build", "told so"),
                new DeployEvent.ImageBuilt("reg/shop:abc", 7),
                new DeployEvent.ImagePushed("reg/shop:abc", "sha256:00"),
                new DeployEvent.LockAcquired("10.0.0.1", ".kamal/lock-shop"),
                new DeployEvent.LockReleased("10.0.0.1", ".kamal/lock-shop"),
                new DeployEvent.LockHeld("10.0.0.1", ".kamal/lock-shop", "Locked by: Bob", "1"),
                new DeployEvent.RoleServed("10.0.0.1", "web", "abb"),
                new DeployEvent.HostAdvanced("10.0.0.1", "", DeployEvent.Step.PULLING),
                new DeployEvent.ContainerBooted(
                        "10.0.0.1",
                        "web",
                        "shop-web-abc",
                        "c0ffee",
                        "abc",
                        "reg/shop:abc",
                        "sha256:11",
                        "sha256:00",
                        Proof.PROVEN,
                        9),
                new DeployEvent.ChangePlanned(
                        "10.0.0.1", "web", ChangeKind.ENVIRONMENT, "GREETING", "present", "changed"),
                new DeployEvent.PlanMade("0123456789ab.0123456789ab", List.of("pre-deploy")),
                new DeployEvent.InstancesBooted("10.0.0.1", "web", 3),
                new DeployEvent.RoleFound("10.0.0.1", "web", "abc", "running", "sha256:00", 3),
                new DeployEvent.DriftFound("10.0.0.1", "web", DriftKind.VERSION, "abc", "def"),
                new DeployEvent.StatusAsked("abc", true),
                new DeployEvent.HostWatched(
                        "10.0.0.1",
                        120,
                        new DeployEvent.Traffic(100, 1, 30),
                        new DeployEvent.Traffic(50, 20, 40),
                        1,
                        0,
                        DeployEvent.WatchOutcome.TOO_MANY_ERRORS,
                        "the log ended"),
                new DeployEvent.BootFailed("10.0.0.1", "web", "two\nlines and \"quotes\""),
                new DeployEvent.CanaryPaused(List.of("10.0.0.1"), 8),
                new DeployEvent.VisitorsChosen(10, List.of("staff"), List.of("10.0.0.1"), 8),
                new DeployEvent.VisitorsEnded(List.of("10.0.0.1")),
                new DeployEvent.SourceIdentified("example.com/shop#api"),
                new DeployEvent.ServiceIdentified("shop"),
                new DeployEvent.VersionResolved(
                        "abc_uncommitted_0123456789abcdef", "abc", "0123456789abcdef", true, false),
                new DeployEvent.CommandFinished(1, "ä message", Topic.COMMAND_LINE, 11));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsWhatItWrote(DeployEvent event) {
        NumberedEvent numbered = new NumberedEvent(EventJson.FORMAT, 7, AT, event);

        String line = EventJson.write(numbered, UnaryOperator.identity());

        assertThat(line).doesNotContain("\n");
        assertThat(EventJson.read(line)).isEqualTo(numbered);
    }

    @Test
    void readsTheBeginningOfAnEngineThatDoesNotNameTheHostsOfTheApp() {
        NumberedEvent read =
                EventJson.read("{\"format\":1,\"number\":1,\"at\":\"" + AT + "\",\"event\":\"command-started\","
                        + "\"command\":\"deploy\",\"service\":\"shop\",\"destination\":\"\",\"version\":\"abc\","
                        + "\"hosts\":[\"10.0.0.1\"],\"roles\":[\"web\"],\"stopSeconds\":90}");

        assertThat(read.event())
                .isEqualTo(new DeployEvent.CommandStarted(
                        "deploy", "shop", "", "abc", List.of("10.0.0.1"), null, List.of("web"), 90));
    }

    @Test
    void knowsEveryEvent() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(Arrays.stream(DeployEvent.class.getPermittedSubclasses())
                        .toArray(Class<?>[]::new));
    }

    @Test
    void writesFormatNumberTimeAndNameFirst() {
        NumberedEvent numbered = new NumberedEvent(1, 3, AT, new DeployEvent.HookFinished("pre-deploy", 0, 40));

        assertThat(EventJson.write(numbered, UnaryOperator.identity()))
                .isEqualTo("{\"format\":1,\"number\":3,\"at\":\"2026-11-22T17:08:20.123Z\",\"event\":\"hook-finished\","
                        + "\"hook\":\"pre-deploy\",\"exitStatus\":0,\"millis\":40}");
    }

    @Test
    void redactsTextsBeforeTheyAreEscaped() {
        DeployEvent event = new DeployEvent.CommandFinished(1, "it was se\"cret", Topic.BOOT, 0);

        String line = EventJson.write(new NumberedEvent(1, 1, AT, event), text -> text.replace("se\"cret", "***"));

        assertThat(line).contains("\"it was ***\"").doesNotContain("cret");
    }

    @Test
    void identitiesAreNeverRedacted() {
        UnaryOperator<String> redaction = text -> "***";
        for (DeployEvent event : List.of(
                new DeployEvent.CommandStarted(
                        "***", "s", "d", "v", List.of("h", "i"), List.of("h"), List.of("web"), 90),
                new DeployEvent.ContainerBooted("h", "web", "c", "id", "v", "i", "j", "d", Proof.NOT_PROVEN, 1),
                new DeployEvent.LockAcquired("h", ".kamal/lock-shop"),
                new DeployEvent.ImagePushed("shop:v", "sha256:1"),
                new DeployEvent.PlanMade("0123456789ab.0123456789ab", List.of("pre-deploy")),
                new DeployEvent.HookFinished("pre-deploy", 0, 1))) {
            NumberedEvent read = EventJson.read(EventJson.write(new NumberedEvent(1, 1, AT, event), redaction));

            assertThat(read.event()).isEqualTo(event);
        }
    }

    @Test
    void refusesALaterFormat() {
        assertThatThrownBy(() -> EventJson.read("{\"format\":2,\"number\":1,\"at\":\"x\",\"event\":\"y\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("update the plugin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[]",
                "null",
                "{\"format\":1",
                "{\"format\":1}",
                "{\"format\":1,\"number\":1,\"at\":\"yesterday\",\"event\":\"phase-started\",\"phase\":\"x\"}",
                "{\"format\":1,\"number\":1,\"at\":\"2026-11-22T17:08:20Z\",\"event\":\"unheard-of\"}",
            })
    void refusesWhatIsNoEvent(String line) {
        assertThatThrownBy(() -> EventJson.read(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
