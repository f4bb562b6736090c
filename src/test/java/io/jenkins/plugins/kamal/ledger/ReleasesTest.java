package io.jenkins.plugins.kamal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version a rollback without a version goes back to. */
class ReleasesTest {

    private final List<PastDeployment> history = new ArrayList<>();

    @Test
    void goesBackToTheGoodVersionBefore() {
        deploy("v1");
        assertThat(back()).as("there is no version before the first").isNull();
        deploy("v2");
        deploy("v2");
        assertThat(back()).isEqualTo("v1");
    }

    @Test
    void aFailedDeployIsNoGoodVersion() {
        deploy("v1");
        deploy("v2");
        tell("deploy", "v3", 1, 0);
        assertThat(back()).as("v3 booted nowhere, so v2 runs").isEqualTo("v1");
        tell("deploy", "v3", 1, 1);
        assertThat(back()).as("v3 runs on one host").isEqualTo("v2");
    }

    @Test
    void aSecondRollbackDoesNotReturnToTheVersionThatWasGivenUp() {
        deploy("v1");
        deploy("v2");
        deploy("v3");
        tell("rollback", "v2", 0, 1);
        assertThat(back()).isEqualTo("v1");
        tell("rollback", "v1", 0, 1);
        assertThat(back()).isNull();
        deploy("v4");
        assertThat(back()).isEqualTo("v1");
    }

    @Test
    void aRollbackToAVersionThatTheLedgerDoesNotKnowIsARelease() {
        deploy("v2");
        tell("rollback", "v0", 0, 1);
        assertThat(back()).isEqualTo("v2");
    }

    @Test
    void otherCommandsReleaseNothing() {
        deploy("v1");
        deploy("v2");
        tell("app boot", "v3", 0, 1);
        assertThat(back()).isEqualTo("v1");
    }

    @Test
    void aDeployThatPausesIsNoGoodVersionUntilItIsPromoted() {
        deploy("v1");
        pause("v2");
        assertThat(back()).as("the canary goes back to v1").isEqualTo("v1");
        assertThat(canary()).isEqualTo("v2");
        tell("promote", "v2", 1, 1);
        assertThat(canary()).as("a failed promotion can be repeated").isEqualTo("v2");
        tell("promote", "v2", 0, 1);
        assertThat(back()).isEqualTo("v1");
        assertThat(canary()).isNull();
        pause("v3");
        tell("rollback", "v2", 0, 1);
        assertThat(back()).as("v3 was never good").isEqualTo("v1");
        assertThat(canary()).isNull();
    }

    @Test
    void aCommandOnSomeHostsClosesACanaryOnlyIfItTakesTheVersionFromAllHostsOfTheCanary() {
        deploy("v1");
        pause("v2");
        limited("promote", "v2", "web-2");
        assertThat(canary()).as("other hosts may lack v2").isEqualTo("v2");
        limited("rollback", "v1", "web-2");
        assertThat(canary()).as("the canary is on web-1").isEqualTo("v2");
        limited("rollback", "v1", "web-1");
        assertThat(canary()).isNull();

        pauseForVisitors("v3");
        limited("rollback", "v1", "web-1");
        assertThat(canary()).as("web-2 still has it").isEqualTo("v3");
        limited("rollback", "v1", "web-2");
        assertThat(canary()).isNull();
    }

    /** What a job knows about a canary by visitors after a rollback on one of its hosts, by what the engine told. */
    @ParameterizedTest
    @CsvSource({"rollback,v1,0", "promote,v2,0", "deploy,v3,1"})
    void aCanaryByVisitorsIsOpenOnlyWhereItHasNotEnded(String command, String version, int exitStatus) {
        deploy("v0");
        deploy("v1");
        pauseForVisitors("v2");
        endedOn("web-1", command, version, exitStatus);
        OpenCanary open = OpenCanary.of("shop", history).orElseThrow();
        assertThat(open.version()).isEqualTo("v2");
        assertThat(open.canary().getHosts()).containsExactly("web-2");
        assertThat(open.explanation()).contains("for 10 % of the visitors and 1 named on web-2, deployed by");
        assertThat(open.option())
                .hasValueSatisfying(option -> assertThat(option).endsWith(",visitors,web-2"));
        assertThat(back()).as("the version of the other visitors").isEqualTo("v1");
        endedOn("web-2", command, version, exitStatus);
        assertThat(canary()).isNull();
    }

    private void endedOn(String host, String command, String version, int exitStatus) {
        Told told = Told.limited().started(command, "shop", "", version, host);
        told.event(new DeployEvent.VisitorsEnded(List.of(host)));
        add(told.finished(exitStatus, "", 10).action().getDeployment());
    }

    @Test
    void aRollbackOnOneHostOfACanaryLeavesTheVersionToGoBackTo() {
        deploy("v0");
        deploy("v1");
        Told told = Told.alone().started("deploy", "shop", "", "v2", "web-1", "web-2", "web-3");
        told.event(new DeployEvent.CanaryPaused(List.of("web-1", "web-2"), 3));
        add(told.finished(0, "", 10).action().getDeployment());
        limited("rollback", "v1", "web-1");
        assertThat(OpenCanary.of("shop", history).orElseThrow().explanation()).contains("on 1 of 3 hosts");
        assertThat(back()).as("for web-2, too").isEqualTo("v1");
        limited("rollback", "v1", "web-2");
        assertThat(canary()).isNull();
        assertThat(back()).isEqualTo("v0");
    }

    private void limited(String command, String version, String host) {
        Told told = Told.limited().started(command, "shop", "", version, host);
        told.booted(host, "web", version, "", Proof.NOT_PROVEN, 10);
        told.event(new DeployEvent.VisitorsChosen(0, List.of(), List.of(), 1));
        add(told.finished(0, "", 10).action().getDeployment());
    }

    @Test
    void anotherVersionOnSomeHostsEndsACanary() {
        deploy("v1");
        pause("v2");
        tell("deploy", "v3", 1, 0);
        assertThat(canary()).as("v3 booted nowhere").isEqualTo("v2");
        tell("deploy", "v3", 1, 1);
        assertThat(canary()).isNull();
    }

    @Test
    void aRollbackThatFailedLateCanBeRepeated() {
        deploy("v0");
        deploy("v1");
        deploy("v2");
        tell("rollback", "v1", 1, 1);
        assertThat(back()).as("neither v0 nor v2, which was given up").isEqualTo("v1");
        tell("rollback", "v1", 1, 1);
        assertThat(back()).isEqualTo("v1");
        tell("rollback", "v1", 0, 0);
        assertThat(back()).as("the rollback is complete").isEqualTo("v0");
    }

    @Test
    void aRollbackFromAFailedDeployCanBeRepeated() {
        deploy("v0");
        deploy("v1");
        tell("deploy", "v2", 1, 1);
        tell("rollback", "v1", 1, 1);
        assertThat(back()).isEqualTo("v1");
    }

    @Test
    void aRollbackFromACanaryCanBeRepeated() {
        deploy("v0");
        deploy("v1");
        pause("v2");
        tell("rollback", "v1", 1, 1);
        assertThat(back()).isEqualTo("v1");
        assertThat(canary()).as("hosts that serve v1 are left alone again").isEqualTo("v2");
        tell("promote", "v2", 1, 1);
        tell("rollback", "v1", 130, 1);
        assertThat(back()).isEqualTo("v1");
        assertThat(canary()).isEqualTo("v2");
        tell("rollback", "v1", 0, 0);
        assertThat(back()).isEqualTo("v0");
        assertThat(canary()).isNull();
    }

    /** As after a hook {@code post-deploy} that fails: the containers of all hosts were put back, so nothing is left open. */
    @ParameterizedTest
    @CsvSource({"rollback,v1,v2", "promote,v2,v1"})
    void aCommandThatFailedAfterItsLastBootClosesACanary(String command, String version, String other) {
        deploy("v0");
        deploy("v1");
        pause("v2");
        Told told = Told.alone()
                .started(command, "shop", "", version, "web-1", "web-2")
                .event(new DeployEvent.RoleServed("web-1", "web", other))
                .event(new DeployEvent.RoleServed("web-2", "web", version))
                .hook("pre-deploy", 0, 10);
        assertThat(told.action().getDeployment().isOnAllHosts()).isFalse();
        told.booted("web-1", "web", version, "", Proof.NOT_PROVEN, 10).hook("post-deploy", 1, 10);
        add(told.finished(1, "post-deploy", 10).action().getDeployment());
        assertThat(canary()).isNull();
        assertThat(back()).as("a failed rollback can be repeated").isEqualTo("v1");
    }

    @Test
    void aRollbackFromVisitorsThatFailedAfterItsLastBootClosesTheirCanaryAndCanBeRepeated() {
        deploy("v0");
        deploy("v1");
        pauseForVisitors("v2");
        Told told = Told.alone()
                .started("rollback", "shop", "", "v1", "web-1", "web-2")
                .event(new DeployEvent.VisitorsChosen(0, List.of(), List.of(), 2))
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"));
        add(told.finished(1, "post-deploy", 10).action().getDeployment());
        assertThat(canary()).isNull();
        assertThat(back()).isEqualTo("v1");
        assertThat(new Releases(history).isRestored("v1")).isTrue();
        deploy("v2");
        assertThat(new Releases(history).isRestored("v1")).isFalse();
    }

    /** The version of the other visitors serves on all hosts already, before a rollback has done anything. */
    @ParameterizedTest
    @ValueSource(ints = {1, 130})
    void aRollbackThatFailedBeforeItEndedTheVersionForSomeVisitorsLeavesItOpen(int exitStatus) {
        deploy("v0");
        deploy("v1");
        pauseForVisitors("v2");
        rollbackThatFindsItsVersion(exitStatus);
        assertThat(canary()).isEqualTo("v2");
        assertThat(back()).isEqualTo("v1");
        assertThat(new Releases(history).isRestored("v1")).isFalse();
        tell("rollback", "v1", 0, 0);
        assertThat(canary()).isNull();
    }

    @Test
    void aCanaryOnHostsIsClosedByTheRollbackThatLeftALaterOneByVisitorsOpen() {
        deploy("v1");
        pause("v2");
        pauseForVisitors("v3");
        rollbackThatFindsItsVersion(1);
        assertThat(canary()).isEqualTo("v3");
        endForVisitors("v3");
        assertThat(canary()).as("v1 serves on all hosts").isNull();
    }

    private void rollbackThatFindsItsVersion(int exitStatus) {
        Told told = Told.alone()
                .started("rollback", "shop", "", "v1", "web-1", "web-2")
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"));
        assertThat(told.action().getDeployment().isOnAllHosts()).isTrue();
        add(told.finished(exitStatus, "pre-deploy", 10).action().getDeployment());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 130})
    void aFailedVersionForSomeVisitorsStaysOpenWhereAHostDidNotAnswer(int exitStatus) {
        deploy("v0");
        deploy("v1");
        add(Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .event(new DeployEvent.VisitorsChosen(10, List.of(), List.of("web-2"), 2))
                .finished(exitStatus, "unhealthy", 10)
                .action()
                .getDeployment());
        assertThat(canary()).isEqualTo("v2");
        assertThat(back()).as("the version of the other visitors").isEqualTo("v1");
        OpenCanary open = OpenCanary.of("shop", history).orElseThrow();
        assertThat(open.hasFailed()).isTrue();
        assertThat(open.explanation())
                .contains("which failed but may still serve visitors on web-2, deployed by shop #2");
        assertThat(open.option())
                .as("what a status is told, so that the version is drift wherever it serves")
                .hasValueSatisfying(option ->
                        assertThat(option).startsWith("--open-canary=v2,").endsWith(",failed,web-2"));
        tell("rollback", "v1", 1, 0);
        assertThat(canary()).as("the host is still silent").isEqualTo("v2");
        tell("rollback", "v1", 0, 0);
        assertThat(canary()).isNull();
        assertThat(back()).isEqualTo("v0");
    }

    @Test
    void aFailedRollbackToAVersionThatTheLedgerDoesNotKnowIsAFailedRelease() {
        deploy("v1");
        deploy("v2");
        tell("rollback", "v0", 1, 1);
        assertThat(back()).as("v0 runs on one host").isEqualTo("v2");
    }

    @Test
    void aCanaryOfAnEarlierVersionGoesBackToTheNewestGoodVersion() {
        deploy("v1");
        deploy("v2");
        deploy("v3");
        pause("v1", new Provenance(null, null, null, true, null, List.of(), 0));
        assertThat(canary()).isEqualTo("v1");
        assertThat(back()).isEqualTo("v3");
        tell("rollback", "v3", 1, 1);
        assertThat(back()).isEqualTo("v3");
    }

    @Test
    void aDeployThatWentBackLeavesACanaryOpen() {
        deploy("v1");
        pause("v2");
        Told told = Told.alone().started("deploy", "shop", "", "v3", "web-1", "web-2");
        told.event(new DeployEvent.RoleServed("web-1", "web", "v2"));
        told.booted("web-1", "web", "v3", "", Proof.NOT_PROVEN, 10);
        told.event(new DeployEvent.RoleServed("web-2", "web", "v1"));
        told.event(new DeployEvent.BootFailed("web-2", "web", "unhealthy"));
        told.event(new DeployEvent.RoleServed("web-1", "web", "v2"));
        add(told.finished(1, "unhealthy", 10).action().getDeployment());
        assertThat(canary()).isEqualTo("v2");
        assertThat(back()).isEqualTo("v1");
    }

    @Test
    void aVersionForSomeVisitorsGoesBackToTheVersionOfTheOthers() {
        deploy("v0");
        deploy("v1");
        pauseForVisitors("v2");
        pauseForVisitors("v2");
        assertThat(back()).isEqualTo("v1");
        assertThat(canary()).isEqualTo("v2");
        tell("promote", "v2", 1, 1);
        assertThat(canary()).isEqualTo("v2");
        tell("rollback", "v1", 0, 0);
        assertThat(back()).isEqualTo("v0");
        assertThat(canary()).isNull();
    }

    @Test
    void aFailedDeployThatEndedTheVersionForSomeVisitorsIsKnown() {
        deploy("v0");
        deploy("v1");
        pauseForVisitors("v2");
        endForVisitors("v3");
        assertThat(canary()).isNull();
        assertThat(back()).as("v1 serves all visitors").isEqualTo("v0");
    }

    /** A rollout to visitors that fails ends its canary, whether or not it had begun one. */
    @Test
    void aVersionThatIsTakenFromItsVisitorsLeavesACanaryOnHostsOpen() {
        deploy("v0");
        deploy("v1");
        pause("v2");
        endForVisitors("v3");
        assertThat(canary()).isEqualTo("v2");
        assertThat(back()).as("v2 still runs on a host").isEqualTo("v1");
        pauseForVisitors("v3");
        assertThat(canary()).isEqualTo("v3");
        endForVisitors("v4");
        assertThat(canary()).isEqualTo("v2");
        assertThat(back()).isEqualTo("v1");
        tell("deploy", "v4", 1, 1);
        assertThat(canary()).isNull();
    }

    private void endForVisitors(String version) {
        add(Told.alone()
                .started("deploy", "shop", "", version, "web-1", "web-2")
                .event(new DeployEvent.VisitorsChosen(0, List.of(), List.of(), 2))
                .finished(1, "unhealthy", 10)
                .action()
                .getDeployment());
    }

    private void pauseForVisitors(String version) {
        add(Told.alone()
                .started("deploy", "shop", "", version, "web-1", "web-2")
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .event(new DeployEvent.VisitorsChosen(10, List.of("staff"), List.of("web-1", "web-2"), 2))
                .finished(0, "", 10)
                .action()
                .getDeployment());
    }

    private void pause(String version) {
        pause(version, Provenance.UNKNOWN);
    }

    private void pause(String version, Provenance provenance) {
        Told told = Told.alone().started("deploy", "shop", "", version, "web-1", "web-2");
        told.booted("web-1", "web", version, "", Proof.NOT_PROVEN, 10);
        told.event(new DeployEvent.CanaryPaused(List.of("web-1"), 2));
        add(told.finished(0, "", 10).action().getDeployment(), provenance);
    }

    private String canary() {
        return OpenCanary.of("shop", history).map(OpenCanary::version).orElse(null);
    }

    private void deploy(String version) {
        tell("deploy", version, 0, 1);
    }

    private void tell(String command, String version, int exitStatus, int booted) {
        Told told = Told.alone().started(command, "shop", "", version, "web-1", "web-2");
        if (booted > 0) {
            told.booted("web-1", "web", version, "", Proof.NOT_PROVEN, 10);
        }
        add(told.finished(exitStatus, "", 10).action().getDeployment());
    }

    private void add(Deployment deployment) {
        add(deployment, Provenance.UNKNOWN);
    }

    private void add(Deployment deployment, Provenance provenance) {
        history.add(
                0,
                PastDeployment.of(
                        "invocation-" + history.size(),
                        new BuildReference("shop", false, history.size()),
                        deployment,
                        provenance,
                        Instant.now()));
    }

    private String back() {
        return new Releases(history)
                .lastGoodBeforePresent()
                .map(PastDeployment::getVersion)
                .orElse(null);
    }
}
