package io.jenkins.plugins.kamal.run.version;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A run that is restarted from a stage, or replayed, is another run: it has one version, that of its own checkout. */
@WithJenkins
class RestartedRunTest {

    @TempDir
    private Path temporary;

    @Test
    void takesTheVersionOfItsOwnCheckout(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "one");
            WorkflowJob job = Pipelines.job(jenkins, """
                    pipeline {
                      agent { label 'one' }
                      stages {
                        stage('push') { steps { %1$s
                          kamalPush %2$s } }
                        stage('deploy') { steps { %1$s
                          kamalDeploy %2$s } }
                      }
                    }""".formatted(project.checkout(), EmbeddedProject.access()));
            WorkflowRun first = Pipelines.run(jenkins, job);
            assertOneVersion(jenkins, project, first, project.commit());

            WorkflowRun restarted = (WorkflowRun) ended(
                    jenkins,
                    first.getAction(RestartDeclarativePipelineAction.class)
                            .run("deploy")
                            .getFuture()
                            .waitForStart());
            assertOneVersion(jenkins, project, restarted, project.commit());

            String second = project.commitPage("two");
            WorkflowRun afterCommit = (WorkflowRun) ended(
                    jenkins,
                    first.getAction(RestartDeclarativePipelineAction.class)
                            .run("deploy")
                            .getFuture()
                            .waitForStart());
            assertOneVersion(jenkins, project, afterCommit, second);
            ReplayAction replay = first.getAction(ReplayAction.class);
            String third = project.commitPage("three");
            WorkflowRun replayed =
                    (WorkflowRun) ended(jenkins, (Run<?, ?>) replay.run2(replay.getOriginalScript(), Map.of())
                            .getFuture()
                            .waitForStart());
            assertOneVersion(jenkins, project, replayed, third);
            assertThat(first.getAction(KamalVersionAction.class).getVersions())
                    .as("the first run keeps its version")
                    .extracting(RecordedVersion::getVersion)
                    .doesNotContain(second, third)
                    .hasSize(1);
        }
    }

    private static Run<?, ?> ended(JenkinsRule jenkins, Object run) throws InterruptedException {
        return jenkins.waitForCompletion((Run<?, ?>) run);
    }

    private static void assertOneVersion(JenkinsRule jenkins, EmbeddedProject project, WorkflowRun run, String version)
            throws Exception {
        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(KamalVersionAction.class).getVersions())
                .singleElement()
                .extracting(RecordedVersion::getVersion)
                .isEqualTo(version);
        assertThat(run.getActions(DeploymentAction.class))
                .extracting(DeploymentAction::getDeployment)
                .extracting(Deployment::getVersion)
                .containsOnly(version);
        assertThat(project.server().docker().states()).containsEntry("shop-web-" + version, "running");
    }
}
