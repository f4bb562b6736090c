package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ReturnValueTest {

    private static final String FINGERPRINT = "0123456789ab";

    @Test
    void aPlanWithoutItsEndIsNotReturned() {
        Deployment deployment = plan().finished(0, "", 10).action().getDeployment();

        assertThatThrownBy(() -> ReturnValue.of(ReturnKind.PLAN, deployment, ""))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no fingerprint");
    }

    @Test
    void aCompletePlanHasAFingerprint() throws Exception {
        Deployment deployment = plan().event(new DeployEvent.PlanMade(FINGERPRINT, List.of()))
                .finished(0, "", 10)
                .action()
                .getDeployment();

        assertThat(ReturnValue.of(ReturnKind.PLAN, deployment, ""))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(Map.of("version", "v1", "fingerprint", FINGERPRINT));
    }

    @Test
    void aStatusIsReturnedOnlyIfItsEndWasRecorded() throws Exception {
        DeployEvent.DriftFound drift = new DeployEvent.DriftFound("web-1", "web", DriftKind.VERSION, "v1", "v2");
        DeployEvent.DriftFound note = new DeployEvent.DriftFound("web-1", "", DriftKind.LOCK, "", "held");

        assertThatThrownBy(() -> ReturnValue.of(
                        ReturnKind.STATUS,
                        status().event(drift).finished(0, "", 10).action().getDeployment(),
                        ""))
                .hasMessageContaining("the status is incomplete");
        assertThat(ReturnValue.of(
                        ReturnKind.STATUS,
                        status().event(drift)
                                .event(note)
                                .event(new DeployEvent.StatusAsked("v1", true))
                                .finished(0, "", 10)
                                .action()
                                .getDeployment(),
                        ""))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(
                        Map.of("expected", "v1", "drift", true, "text", "web-1 web: version v2 runs instead of v1"));
    }

    private static Told status() {
        return Told.alone().started("status", "shop", "", "v1", "web-1");
    }

    private static Told plan() {
        return Told.alone().started("plan", "shop", "", "v1", "web-1");
    }
}
