package io.jenkins.plugins.kamal.run.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What other plugins and later steps learn of a command. */
@WithJenkins
class DeploymentListenerTest {

    @Test
    void isToldOfEachStepOfACommand(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        Stories.running(build, Stories.COMMIT, Instant.now())
                .event(new DeployEvent.BootFailed("web-2.example.com", "web", "not healthy"))
                .finished(1, "not healthy on web-2.example.com", 10);

        assertThat(Recorder.CALLS)
                .containsExactly(
                        "started shop production",
                        "phase Boot the application",
                        "host web-1.example.com",
                        "host web-2.example.com",
                        "ended FAILED");
    }

    @Test
    void laterStepsFindTheResultInTheirEnvironment(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        Told told = Stories.running(build, Stories.COMMIT, Instant.now())
                .event(new DeployEvent.RoleServed("web-2.example.com", "web", "v1"));
        assertThat(environment(build))
                .as("the command is at work")
                .doesNotContainKeys("KAMAL_DEPLOY_RESULT", "KAMAL_IMAGE");

        told.finished(1, "not healthy", 10);
        assertThat(environment(build))
                .containsEntry("KAMAL_DEPLOY_RESULT", "FAILED")
                .containsEntry("KAMAL_IMAGE", "registry.example.com/team/shop:" + Stories.COMMIT)
                .containsEntry("KAMAL_DIGEST", Stories.DIGEST)
                .containsEntry("KAMAL_PREVIOUS_VERSION", "v1");

        Stories.success(build, Stories.NEXT_COMMIT, "production", Instant.now());
        Told.in(build).started("app details", "shop", "production", "").finished(1, "no", 10);
        assertThat(environment(build))
                .containsEntry("KAMAL_DEPLOY_RESULT", "SUCCEEDED")
                .containsEntry("KAMAL_IMAGE", "registry.example.com/team/shop:" + Stories.NEXT_COMMIT);
    }

    private static EnvVars environment(FreeStyleBuild build) throws Exception {
        return build.getEnvironment(TaskListener.NULL);
    }

    /** Notes the calls. */
    @TestExtension("isToldOfEachStepOfACommand")
    public static final class Recorder implements DeploymentListener {

        static final List<String> CALLS = new ArrayList<>();

        @Override
        public void onStarted(Run<?, ?> run, String invocation, Deployment deployment) {
            CALLS.add("started " + deployment.getService() + " " + deployment.getDestination());
        }

        @Override
        public void onPhase(Run<?, ?> run, String invocation, Deployment deployment, String phase) {
            CALLS.add("phase " + phase);
        }

        @Override
        public void onHost(Run<?, ?> run, String invocation, Deployment deployment, String host) {
            CALLS.add("host " + host);
        }

        @Override
        public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
            CALLS.add("ended " + deployment.getStatus());
            throw new IllegalStateException("a fault of a listener");
        }
    }
}
