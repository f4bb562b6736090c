package io.jenkins.plugins.kamal.run.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.util.XStream2;
import io.jenkins.plugins.kamal.MissingElements;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the events of a command say about it; no Jenkins needed. */
class DeploymentTest {

    @Test
    void aStopIsNoFailureAndEveryRoleIsListed() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-3", "web-1", "web-2")
                .event(new DeployEvent.RoleServed("web-3", "web", ""))
                .event(new DeployEvent.RoleServed("web-1", "web", ""))
                .event(new DeployEvent.RoleServed("web-2", "web", ""))
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"))
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .finished(130, "Stopped before booting web-3\n  web-2, role web: v1 still serves", 100)
                .action()
                .getDeployment();

        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.STOPPED);
        assertThat(new DeploymentSummary(deployment, null).getReason()).isEqualTo("Stopped before booting web-3");
        assertThat(new DeploymentSummary(deployment, null).getDetails())
                .isEqualTo("  web-2, role web: v1 still serves");
        assertThat(deployment.getRoleStates())
                .extracting(state -> state.getHost() + " " + state.getServes() + " " + state.getVersion())
                .containsExactly("web-1 NEW v2", "web-2 OLD v1", "web-3 UNKNOWN ");
        assertThat(new DeploymentSummary(deployment, null).getBootedCount()).isEqualTo(1);
    }

    @Test
    void aHostWithAnAccessoryOnlyDoesNotKeepTheVersionFromRunningOnAllHosts() {
        assertThat(bootedOn(List.of("web-1", "web-2"), "web-1").isOnAllHosts()).isFalse();
        Deployment complete = bootedOn(List.of("web-1", "web-2"), "web-1", "web-2");
        assertThat(complete.isOnAllHosts()).isTrue();

        String saved = new XStream2().toXML(complete);
        assertThat(((Deployment) new XStream2().fromXML(saved)).isOnAllHosts()).isTrue();
        String earlier = saved.replaceFirst("(?s)<appHosts>.*</appHosts>", "");
        assertThat(earlier).isNotEqualTo(saved);
        assertThat(((Deployment) new XStream2().fromXML(earlier)).isOnAllHosts())
                .as("the record of an earlier version does not name the hosts of the app")
                .isFalse();
    }

    @Test
    void anEngineThatDoesNotNameTheHostsOfTheAppMeansAllHosts() {
        assertThat(bootedOn(null, "web-1", "web-2").isOnAllHosts()).isFalse();
        assertThat(bootedOn(null, "web-1", "web-2", "db-1").isOnAllHosts()).isTrue();
    }

    private static Deployment bootedOn(List<String> appHosts, String... booted) {
        Told told = Told.alone()
                .event(new DeployEvent.CommandStarted(
                        "deploy", "shop", "", "v2", List.of("web-1", "web-2", "db-1"), appHosts, List.of("web"), 90));
        for (String host : booted) {
            told.booted(host, "web", "v2", "", Proof.NOT_PROVEN, 10);
        }
        return told.finished(1, "post-deploy", 10).action().getDeployment();
    }

    @Test
    void countsTheInstancesOfARole() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.InstancesBooted("web-1", "web", 3))
                .event(new DeployEvent.InstancesBooted("web-2", "web", 3))
                .booted("web-2", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .finished(0, "", 100)
                .action()
                .getDeployment();

        assertThat(deployment.getRoleStates())
                .extracting(state -> state.getHost() + " " + state.getInstances())
                .containsExactly("web-1 3", "web-2 1");
    }

    @Test
    void aHostThatWentBackServesTheVersionBefore() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"))
                .event(new DeployEvent.BootFailed("web-2", "web", "unhealthy"))
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .finished(1, "unhealthy", 100)
                .action()
                .getDeployment();

        assertThat(deployment.getRoleStates())
                .extracting(state -> state.getHost() + " " + state.getServes() + " " + state.getVersion())
                .containsExactly("web-1 OLD v1", "web-2 OLD v1");
        assertThat(new DeploymentSummary(deployment, null).getBootedCount()).isZero();
    }

    @Test
    void aCommandThatBeganWithoutAVersionHasTheOneThatItFound() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "", "web-1")
                .event(new DeployEvent.VersionFound("v1"))
                .event(new DeployEvent.VersionFound("v2"))
                .booted("web-1", "web", "v1", "", Proof.NOT_PROVEN, 10)
                .finished(0, "", 100)
                .action()
                .getDeployment();

        assertThat(deployment.getVersion()).isEqualTo("v1");
        assertThat(deployment.getContainers()).hasSize(1);
    }

    @Test
    void onlyTheFirstMigrationCounts() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1")
                .event(new DeployEvent.MigrationFinished("web-1", "web", "bin/migrate", 3, 1_500, "no such table"))
                .event(new DeployEvent.MigrationFinished("web-1", "web", "forged", 0, 1, ""))
                .finished(1, "The migration failed on web-1", 100)
                .action()
                .getDeployment();

        MigrationRun migration = deployment.getMigration();
        assertThat(migration).isNotNull();
        assertThat(migration.getCommand()).isEqualTo("bin/migrate");
        assertThat(migration.isSuccessful()).isFalse();
        assertThat(migration.getDuration()).isEqualTo("1.5 s");
        assertThat(migration.getOutput()).isEqualTo("no such table");
    }

    @Test
    void aFailureLeadsToItsSectionOfTheDocumentation() {
        Deployment failed = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1")
                .event(new DeployEvent.CommandFinished(1, "is held", Topic.LOCK, 5))
                .action()
                .getDeployment();
        Deployment stopped = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1")
                .event(new DeployEvent.CommandFinished(130, "Stopped", Topic.STOPPED, 5))
                .action()
                .getDeployment();

        assertThat(failed.getTroubleshooting()).endsWith("docs/troubleshooting.md#lock");
        assertThat(failed.getAdvisedMessage()).isEqualTo("is held\nMore about this: " + Topic.LOCK.address());
        assertThat(stopped.getTroubleshooting()).isNull();
        assertThat(stopped.getAdvisedMessage()).isEqualTo("Stopped");
    }

    @Test
    void tellsHowFarEachHostHasComeAsLongAsTheCommandRuns() {
        Told told = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2", "web-3")
                .event(new DeployEvent.HostAdvanced("web-1", "", DeployEvent.Step.PULLED))
                .event(new DeployEvent.HostAdvanced("web-2", "", DeployEvent.Step.PULLING));
        assertThat(progress(told)).containsExactly("web-1  PULLED", "web-2  PULLING");

        for (String host : List.of("web-1", "web-2", "web-3")) {
            told.event(new DeployEvent.RoleServed(host, "web", ""));
        }
        told.event(new DeployEvent.HostAdvanced("web-1", "web", DeployEvent.Step.BOOTING))
                .event(new DeployEvent.HostAdvanced("web-1", "web", DeployEvent.Step.CHECKING))
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.HostAdvanced("web-2", "web", DeployEvent.Step.CHECKING));
        assertThat(progress(told)).containsExactly("web-1 web SERVING", "web-2 web CHECKING", "web-3 web WAITING");
        assertThat(told.action().getDeployment().getDoneHostCount()).isEqualTo(1);

        told.event(new DeployEvent.BootFailed("web-2", "web", "unhealthy"));
        assertThat(progress(told)).contains("web-2 web FAILED");
        told.finished(1, "unhealthy", 100);
        assertThat(progress(told)).containsExactly("web-1 web null", "web-2 web null", "web-3 web null");
    }

    private static List<String> progress(Told told) {
        return told.action().getDeployment().getRoleStates().stream()
                .map(state -> state.getHost() + " " + state.getRole() + " " + state.getProgress())
                .toList();
    }

    @Test
    void equalHostsFoldAndFewStayApart() {
        Told told = Told.alone().started("deploy", "shop", "", "v2");
        IntStream.rangeClosed(10, 39)
                .forEach(host -> told.booted("web-" + host, "web", "v2", "", Proof.NOT_PROVEN, host));
        told.booted("job-1", "job", "v2", "", Proof.NOT_PROVEN, 10);
        told.booted("job-2", "job", "v2", "", Proof.NOT_PROVEN, 10);

        List<RoleGroup> groups = told.action().getSummary().getRoleGroups();

        assertThat(groups).extracting(RoleGroup::isFolded).containsExactly(false, false, true);
        assertThat(groups.get(2).getStates()).hasSize(30);
    }

    /** A hook can send many events. */
    @Test
    void plansAndStatusesGrowInPlaceUpToALimit() {
        Told told = Told.alone().started("plan", "shop", "", "v2", "web-1");
        DeployPlan plan = told.action().getDeployment().getPlan();
        ServerStatus servers = told.action().getDeployment().getServers();
        for (int i = 0; i < BoundedRecords.MOST + 10; i++) {
            told.event(new DeployEvent.ChangePlanned("web-1", "web", ChangeKind.OPTION, "line " + i, "", "x"));
            told.event(new DeployEvent.DriftFound("web-1", "web", DriftKind.LOCK, "", "finding " + i));
            told.event(new DeployEvent.RoleFound("web-1", "web", "v1", "running " + i, "", 1));
        }

        assertThat(told.action().getDeployment().getPlan()).isSameAs(plan);
        assertThat(told.action().getDeployment().getServers()).isSameAs(servers);
        assertThat(plan.getChanges()).hasSize(BoundedRecords.MOST);
        assertThat(servers.getFindings()).hasSize(BoundedRecords.MOST);
        assertThat(servers.getRoles()).hasSize(BoundedRecords.MOST);
    }

    @Test
    void theFirstStartAndTheFirstEndCount() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1")
                .started("deploy", "victim", "production", "v9", "web-9")
                .booted("web-1", "web", "v9", "", Proof.NOT_PROVEN, 10)
                .finished(0, "", 10)
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .finished(1, "no", 10)
                .action()
                .getDeployment();

        assertThat(deployment.getService()).isEqualTo("shop");
        assertThat(deployment.getVersion()).isEqualTo("v2");
        assertThat(deployment.getContainers()).isEmpty();
        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.SUCCEEDED);
    }

    @Test
    void recordsAreBounded() {
        Told told = Told.alone().started("deploy", "shop", "", "v2", "web-1");
        for (int i = 0; i < 10_050; i++) {
            told.event(new DeployEvent.Skipped("build", "told so"));
        }

        assertThat(told.action().getDeployment().getSkipped()).hasSize(10_000);
    }

    @Test
    void aDeployThatPausesIsReadWithAnyOfItsElementsMissing() throws Exception {
        XStream2 xstream = new XStream2();
        DeploymentAction action = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.CanaryPaused(List.of("web-1"), 2))
                .finished(0, "", 10)
                .action();

        assertThat(action.getDeployment().getStatus()).isEqualTo(Deployment.Status.PAUSED);
        for (String variant : MissingElements.of(xstream.toXML(action))) {
            DeploymentAction read = (DeploymentAction) xstream.fromXML(variant);
            PausedCanary canary = read.getDeployment().getCanary();
            assertThat(canary == null || canary.getHosts() != null).as(variant).isTrue();
        }
    }

    @Test
    void aDeployThatFailsAfterItsCanaryHasNotPaused() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .event(new DeployEvent.CanaryPaused(List.of("web-1"), 2))
                .finished(1, "The lock could not be released", 10)
                .action()
                .getDeployment();

        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.FAILED);
    }

    @Test
    void theVersionBeforeIsKnownAlthoughNobodyKnowsWhatServesNow() {
        Deployment deployment = Told.alone()
                .started("deploy", "shop", "production", "v2", "web-1")
                .event(new DeployEvent.RoleServed("web-1", "web", ""))
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .event(new DeployEvent.RoleServed("web-1", "web", ""))
                .finished(1, "no", 10)
                .action()
                .getDeployment();

        assertThat(deployment.getRoleStates())
                .extracting(RoleState::getServes, RoleState::getVersion)
                .containsExactly(tuple(RoleState.Serves.UNKNOWN, ""));
        assertThat(deployment.getPreviousVersion()).isEqualTo("v1");
    }

    @Test
    void anActionIsReadWithAnyOfItsElementsMissing() throws Exception {
        XStream2 xstream = new XStream2();
        DeploymentAction action = Told.alone()
                .started("deploy", "shop", "production", "v2", "web-1")
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"))
                .hook("pre-deploy", 0, 10)
                .event(new DeployEvent.Skipped("build", "told so"))
                .event(new DeployEvent.MigrationFinished("web-1", "web", "bin/migrate", 0, 10, "done"))
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.BootFailed("web-2", "web", "no"))
                .finished(1, "no", 10)
                .action();
        List<String> variants = MissingElements.of(xstream.toXML(action));

        assertThat(variants).hasSizeGreaterThan(30);
        for (String variant : variants) {
            DeploymentAction read = (DeploymentAction) xstream.fromXML(variant);

            assertThat(read.getInvocation()).as(variant).isNotNull();
            assertThat(read.getSummary().getStanding()).as(variant).isNotNull();
            assertThat(read.getDeployment())
                    .as(variant)
                    .hasNoNullFieldsOrPropertiesExcept(
                            "statedReason", "overriddenFreeze", "troubleshooting", "canary", "migration");
            if (read.getDeployment().getMigration() != null) {
                assertThat(read.getDeployment().getMigration()).as(variant).hasNoNullFieldsOrProperties();
            }
            read.getDeployment().getContainers().forEach(container -> assertThat(container)
                    .hasNoNullFieldsOrProperties());
            assertThat(read.getSummary().getRoleGroups()).as(variant).isNotNull();
        }
    }

    @Test
    void aSavedCommandKeepsHowItsEngineEnds() {
        XStream2 xstream = new XStream2();
        Told told = Told.alone();
        assertThat(told.action().getDeployment().stopSeconds()).isEmpty();

        told.started("deploy", "shop", "production", "v2", "web-1");
        Deployment running = read(xstream, told);
        assertThat(running.isEndReported()).isFalse();
        assertThat(running.stopSeconds()).hasValue(90);

        told.finished(1, "no", 10);
        assertThat(read(xstream, told).isEndReported()).isTrue();
    }

    @Test
    void theDetailsOfManyFailuresAreBoundedButNotTheirReasons() {
        Told told = Told.alone().started("deploy", "shop", "production", "v2", "web-1");
        String details = "x".repeat(4_000);
        IntStream.range(0, 50)
                .forEach(host ->
                        told.event(new DeployEvent.BootFailed("web-" + host, "web", "not healthy\n" + details)));

        List<FailedBoot> failures = told.action().getDeployment().getFailures();

        assertThat(failures).hasSize(50).extracting(FailedBoot::getSummary).containsOnly("not healthy");
        assertThat(failures.get(0).getDetails()).isEqualTo(details);
        assertThat(failures.stream()
                        .mapToInt(failed -> failed.getDetails().length())
                        .sum())
                .isLessThan(RoleOutcomes.MOST_DETAILS + details.length() + 1);
    }

    private static Deployment read(XStream2 xstream, Told told) {
        return ((DeploymentAction) xstream.fromXML(xstream.toXML(told.action()))).getDeployment();
    }

    @Test
    void aRefusalLeavesItsReasonOnce() {
        DeploymentAction action = new DeploymentAction("1");
        action.refused("deploy", "There is no credential with the id 'registry'");
        action.refused("deploy", "something else");

        assertThat(action.getDeployment().getStatus()).isEqualTo(Deployment.Status.FAILED);
        assertThat(action.getDeployment().getCommand()).isEqualTo("deploy");
        assertThat(action.getSummary().getReason()).isEqualTo("There is no credential with the id 'registry'");
    }
}
