package io.jenkins.plugins.kamal.task.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.BootFailed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CanaryPaused;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandStarted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ContainerBooted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HookFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HostAdvanced;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ImagePushed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.InstancesBooted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.MigrationFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.PhaseStarted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.PlanMade;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleServed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.StatusAsked;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Traffic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VisitorsChosen;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VisitorsEnded;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.WatchOutcome;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hook that writes into the file of events. */
class EventFilterTest {

    private final EventFilter filter = new EventFilter(null);
    private long number;

    @Test
    void theEventsOfACommandPass() {
        assertPasses(started("shop", "v1"));
        assertPasses(new PhaseStarted("Build"));
        assertPasses(new HookFinished("pre-build", 0, 5));
        assertPasses(new MigrationFinished("10.0.0.1", "web", "bin/migrate", 1, 5, "one\ntwo"));
        assertPasses(new ImagePushed("registry.lab:5000/lab/shop:v1", "sha256:" + "a".repeat(64)));
        assertPasses(booted("10.0.0.1", "v1"));
        assertPasses(new CommandFinished(0, "", null, 10));
    }

    @Test
    void theHostsOfTheAppAreAmongThoseOfTheCommandOrNotNamed() {
        assertDropped(started("shop", "", "v1", List.of("10.0.0.1", "10.0.0.9")));
        CommandStarted ofAnEarlierEngine = started("shop", "", "v1", null);
        assertThat(EventValues.records(ofAnEarlierEngine)).isEqualTo(2);
        assertThat(EventValues.records(started("shop", "v1"))).isEqualTo(3);
        assertPasses(ofAnEarlierEngine);
        assertPasses(booted("10.0.0.1", "v1"));
    }

    @Test
    void aSecondBeginningIsAnothers() {
        assertPasses(started("shop", "v1"));
        assertDropped(started("other", "v1"));
        assertPasses(booted("10.0.0.1", "v1"));
    }

    /** What ERB of a configuration writes before the engine writes anything. */
    @Test
    void aBeginningAtAnotherDestinationIsAnothersWithAllThatFollows() {
        assertForgeryIsDropped(started("shop", "production", "v-old"));

        assertPasses(started("shop", "v1"));
        assertPasses(booted("10.0.0.1", "v1"));
        assertPasses(new CommandFinished(0, "", null, 10));
    }

    @Test
    void aBeginningWithoutTheDestinationOfTheStepIsAnothers() {
        EventFilter production = new EventFilter("production");

        assertThat(production.accept(line(1, started("shop", "v1")))).isNull();
        assertThat(production.accept(line(1, started("shop", "production", "v1"))))
                .isNotNull();
    }

    @Test
    void aBeginningOfAnotherServiceThanWasDecidedAboutIsAnothers() {
        filter.expectService("shop");
        assertForgeryIsDropped(started("blog", "v-old"));

        assertPasses(started("shop", "v1"));
        assertPasses(new CommandFinished(0, "", null, 10));
    }

    @Test
    void theWordsOfACommandMayNameADestinationWhereNobodyHasDecided() {
        filter.expectAnyDestination();

        assertPasses(started("shop", "staging", "v1"));
    }

    private void assertForgeryIsDropped(CommandStarted beginning) {
        assertThat(filter.accept(line(1, beginning))).isNull();
        assertThat(filter.accept(line(2, booted("10.0.0.1", "v-old")))).isNull();
        assertThat(filter.accept(line(3, new CanaryPaused(List.of("10.0.0.1"), 2))))
                .isNull();
        assertThat(filter.accept(line(4, new CommandFinished(0, "", null, 10)))).isNull();
    }

    @Test
    void aContainerOfAnotherVersionIsAnothers() {
        assertPasses(started("shop", "v1"));
        assertDropped(booted("10.0.0.1", "v2"));
    }

    static Stream<Function<String, DeployEvent>> eventsAboutAHost() {
        return Stream.of(
                host -> booted(host, "v1"),
                host -> new RoleServed(host, "web", "v0"),
                host -> new HostAdvanced(host, "web", DeployEvent.Step.BOOTING),
                host -> new BootFailed(host, "web", "unhealthy"),
                host -> watched(host, new Traffic(2, 1, 3), WatchOutcome.NO_REQUESTS),
                host -> new MigrationFinished(host, "web", "bin/migrate", 0, 5, ""),
                host -> new CanaryPaused(List.of("10.0.0.1", host), 3),
                host -> new VisitorsChosen(10, List.of(), List.of(host), 3),
                host -> new VisitorsEnded(List.of("10.0.0.1", host)));
    }

    @ParameterizedTest
    @MethodSource("eventsAboutAHost")
    void anEventOnAHostThatTheCommandIsNotAboutIsAnothers(Function<String, DeployEvent> event) {
        assertDropped(event.apply("10.0.0.1"));
        assertPasses(started("shop", "v1"));
        assertDropped(event.apply("10.0.0.9"));
        assertPasses(event.apply("10.0.0.1"));
    }

    @Test
    void visitorsAreChosenByAShareAndByCookies() {
        assertPasses(started("shop", "v1"));
        assertPasses(new VisitorsChosen(10, List.of("staff"), List.of("10.0.0.1"), 2));
        assertDropped(new VisitorsChosen(101, List.of(), List.of("10.0.0.1"), 2));
        assertDropped(new VisitorsChosen(-1, List.of(), List.of("10.0.0.1"), 2));
        assertDropped(new VisitorsChosen(10, List.of("a<b"), List.of("10.0.0.1"), 2));
        assertDropped(new VisitorsChosen(10, List.of(), List.of("10.0.0.1"), 0));
    }

    @Test
    void nothingPassesAfterTheEnd() {
        assertPasses(started("shop", "v1"));
        assertPasses(new CommandFinished(0, "", null, 10));
        assertDropped(booted("10.0.0.1", "v1"));
    }

    @Test
    void aGapInTheNumbersKeepsNoLaterEventOut() {
        assertPasses(started("shop", "v1"));
        assertThat(filter.accept(line(9999, new PhaseStarted("hostile")))).isNull();
        assertPasses(booted("10.0.0.1", "v1"));
    }

    @Test
    void whatIsNoEventIsDropped() {
        assertThat(filter.accept("nonsense")).isNull();
        assertThat(filter.accept("[]")).isNull();
        assertThat(filter.accept("{\"format\":1,\"number\":1,\"at\":5,\"event\":\"skipped\"}"))
                .isNull();
        assertPasses(started("shop", "v1"));
    }

    @Test
    void valuesOfAnotherFormAreDropped() {
        assertDropped(started("../shop", "v1"));
        assertDropped(started("shop", "v 1"));
        assertPasses(started("shop", "v1"));
        assertDropped(booted("10.0.0.1\n", "v1"));
        assertDropped(new ImagePushed("lab/shop:v1", "sha256:short"));
        assertDropped(new HookFinished("../pre-build", 0, 5));
        assertDropped(new PhaseStarted(null));
        assertDropped(new HostAdvanced("10.0.0.1", "../web", DeployEvent.Step.BOOTING));
        assertDropped(new HostAdvanced("10.0.0.1", "web", null));
        assertPasses(new HostAdvanced("10.0.0.1", "", DeployEvent.Step.PULLING));
    }

    @Test
    void theVersionThatACommandFoundIsThatOfItsContainersAndNobodyChangesIt() {
        assertPasses(started("shop", ""));
        assertPasses(new VersionFound("v1"));
        assertDropped(new VersionFound("v2"));
        assertDropped(booted("10.0.0.1", "v2"));
        assertPasses(booted("10.0.0.1", "v1"));
    }

    @Test
    void aCommandThatBeganWithAVersionKeepsIt() {
        assertPasses(started("shop", "v1"));
        assertDropped(new VersionFound("v2"));
        assertPasses(booted("10.0.0.1", "v1"));
    }

    @Test
    void recordsAreBounded() {
        assertPasses(started("shop", "v1"));
        long passed = 0;
        for (int count = 0; count < EventFilter.MOST_RECORDS + 100; count++) {
            passed += filter.accept(line(++number, new HookFinished("pre-build", 0, 5))) == null ? 0 : 1;
        }
        assertThat(passed).isLessThan(EventFilter.MOST_RECORDS);
        assertPasses(new PlanMade("a".repeat(12), List.of("pre-deploy")));
        assertPasses(new CommandFinished(0, "", null, 10));
    }

    @Test
    void anEventThatIsRefusedKeepsNoLaterEventOut() {
        assertPasses(started("shop", "v1"));
        assertRefused(new RoleServed("<b>", "web", "v0"));
        assertRefused(new RoleServed(null, "web", "v0"));
        assertRefused(new HookFinished("pre-build", 0, Long.MIN_VALUE));
        assertRefused(new MigrationFinished("<b>", "web", "bin/migrate", 1, 5, ""));
        assertRefused(new MigrationFinished("10.0.0.1", "web", null, 1, 5, ""));
        assertPasses(new RoleServed("10.0.0.1", "web", ""));
        assertPasses(new RoleServed("10.0.0.1", "_web", "v0"));
        assertPasses(new CommandFinished(0, "", null, 10));
    }

    @Test
    void findingsOfAnotherFormAreRefusedAndTheEndOfAStatusAlwaysPasses() {
        assertPasses(started("shop", "v1"));
        assertRefused(new RoleFound("10.0.0.1", "web", "v1", "<b>", "", 1));
        assertRefused(new RoleFound("10.0.0.1", "web", "v1", "running", "sha256:0", 1));
        assertRefused(new RoleFound("10.0.0.1", "web", "v1", "running", "", -1));
        assertRefused(new InstancesBooted("10.0.0.1", "<b>", 3));
        assertRefused(new InstancesBooted("10.0.0.1", "web", -1));
        assertRefused(new DriftFound("<b>", "web", DriftKind.VERSION, "v1", "v2"));
        assertRefused(new DriftFound("10.0.0.1", "web", null, "v1", "v2"));
        assertRefused(new DriftFound("10.0.0.1", "web", DriftKind.VERSION, "v1", "x".repeat(2_000)));
        assertRefused(new StatusAsked("<b>", false));
        assertRefused(watched("<b>", new Traffic(2, 1, 3), WatchOutcome.NO_REQUESTS));
        assertRefused(watched("10.0.0.1", new Traffic(1, 2, 3), WatchOutcome.NO_REQUESTS));
        assertRefused(watched("10.0.0.1", new Traffic(2, 1, -3), WatchOutcome.NO_REQUESTS));
        assertRefused(watched("10.0.0.1", null, WatchOutcome.NO_REQUESTS));
        assertRefused(watched("10.0.0.1", new Traffic(2, 1, 3), null));
        assertPasses(watched("10.0.0.1", new Traffic(2, 1, 3), WatchOutcome.NO_REQUESTS));
        int passed = 0;
        for (int i = 0; i <= EventFilter.MOST_RECORDS; i++) {
            DriftFound finding = new DriftFound("10.0.0.1", "", DriftKind.LOCK, "", "held");
            passed += filter.accept(line(++number, finding)) == null ? 0 : 1;
        }
        assertThat(passed).isLessThan((int) EventFilter.MOST_RECORDS);
        assertPasses(new StatusAsked("v1", true));
    }

    @Test
    void noEventIsOfTheFuture() {
        Instant before = Instant.now();
        String line = EventJson.write(
                new NumberedEvent(EventJson.FORMAT, 1, Instant.MAX, started("shop", "v1")), text -> text);

        assertThat(filter.accept(line).at()).isBetween(before, Instant.now());
    }

    private void assertRefused(DeployEvent event) {
        assertThat(filter.accept(line(++number, event))).isNull();
    }

    private void assertPasses(DeployEvent event) {
        assertThat(filter.accept(line(++number, event))).isNotNull();
    }

    private void assertDropped(DeployEvent event) {
        assertThat(filter.accept(line(number + 1, event))).isNull();
    }

    private static CommandStarted started(String service, String version) {
        return started(service, "", version);
    }

    private static CommandStarted started(String service, String destination, String version) {
        return started(service, destination, version, List.of("10.0.0.1"));
    }

    private static CommandStarted started(String service, String destination, String version, List<String> appHosts) {
        return new CommandStarted(
                "deploy", service, destination, version, List.of("10.0.0.1"), appHosts, List.of("web"), 30);
    }

    private static ContainerBooted booted(String host, String version) {
        return new ContainerBooted(
                host,
                "web",
                "shop-web-" + version,
                "c".repeat(64),
                version,
                "registry.lab:5000/lab/shop:" + version,
                "",
                "",
                Proof.NOT_PROVEN,
                5);
    }

    private static String line(long number, DeployEvent event) {
        return EventJson.write(new NumberedEvent(EventJson.FORMAT, number, Instant.EPOCH, event), text -> text);
    }

    private static DeployEvent watched(String host, Traffic after, WatchOutcome outcome) {
        return new DeployEvent.HostWatched(host, 60, new Traffic(0, 0, 0), after, 0, 0, outcome, "");
    }
}
