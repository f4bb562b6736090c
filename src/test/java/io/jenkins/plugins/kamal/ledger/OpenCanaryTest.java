package io.jenkins.plugins.kamal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which canary a promotion without a version goes on with. */
@WithJenkins
class OpenCanaryTest {

    @Test
    void aFailedCanaryOfAnotherServiceIsNotInTheWay(JenkinsRule jenkins) throws Exception {
        Run<?, ?> run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        canary(run, "blog", "b2", 1);
        canary(run, "mail", "m2", 1);
        assertThatThrownBy(() -> toPromote(run))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no canary to promote: the canary of version b2, which failed")
                .hasMessageContaining("; the canary of version m2, which failed");
        canary(run, "shop", "s2", 0);
        assertThat(toPromote(run).version()).isEqualTo("s2");
        canary(run, "news", "n2", 0);
        assertThatThrownBy(() -> toPromote(run))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("canaries of several services: news, shop.");
    }

    private static OpenCanary toPromote(Run<?, ?> run) throws AbortException {
        return OpenCanary.toPromote(run, null, null, (job, service) -> false);
    }

    private static void canary(Run<?, ?> run, String service, String version, int exitStatus) {
        Told.in(run)
                .started("deploy", service, "", version, "web-1", "web-2")
                .event(new DeployEvent.VisitorsChosen(10, List.of(), List.of("web-2"), 2))
                .finished(exitStatus, "", 10);
    }
}
