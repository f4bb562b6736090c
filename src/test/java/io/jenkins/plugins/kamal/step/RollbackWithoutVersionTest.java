package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A rollback without a version takes the last good one before the present one from the ledger. */
@WithJenkins
class RollbackWithoutVersionTest {

    @TempDir
    private Path temporary;

    @Test
    void goesBackAndSaysWhere(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            String deploy = "kamalDeploy(version: env.TAG, " + ACCESS + ")";
            String rollback = "kamalRollback(reason: 'The shop is <b>slow</b>', " + ACCESS + ");"
                    + " echo(\"from ${KAMAL_PREVIOUS_VERSION}, ${KAMAL_DEPLOY_RESULT}\")";
            WorkflowJob job = Pipelines.job(jenkins, script(project, "v1", deploy));

            job.setDefinition(Pipelines.definition(script(project, "v1", rollback)));
            WorkflowRun nothing = Pipelines.run(jenkins, job);
            assertThat(jenkins.getLog(nothing))
                    .contains(
                            "The rollback names no version, and this job has not deployed anything without a destination");

            job.setDefinition(Pipelines.definition(script(project, "v1", deploy)));
            jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
            String withoutHooks = deploy.replace("kamalDeploy(", "kamalDeploy(skipHooks: true, ");
            job.setDefinition(Pipelines.definition(script(project, "v2", withoutHooks)));
            WorkflowRun second = Pipelines.run(jenkins, job);
            jenkins.assertBuildStatusSuccess(second);
            assertThat(warning(second)).contains("skipped hook pre-deploy: hooks are skipped");
            assertThat(running(project)).isEqualTo("shop-web-v2");

            job.setDefinition(Pipelines.definition(script(project, "", rollback)));
            WorkflowRun back = Pipelines.run(jenkins, job);
            jenkins.assertBuildStatusSuccess(back);
            assertThat(jenkins.getLog(back))
                    .contains("going back from v2 to v1, the last good version before it, deployed by "
                            + job.getFullName() + " #2");
            assertThat(running(project)).isEqualTo("shop-web-v1");
            assertThat(back.getAction(DeploymentAction.class).getDeployment().getContainers())
                    .as("the digest is known from the deploy of v1")
                    .isNotEmpty()
                    .allMatch(BootedContainer::isProven);
            assertThat(jenkins.getLog(back)).contains("from v2, SUCCEEDED", "Kamal: reason: The shop is <b>slow</b>");
            assertThat(jenkins.createWebClient()
                            .withJavaScriptEnabled(false)
                            .goTo(job.getUrl() + "kamal/")
                            .asNormalizedText())
                    .contains("The shop is <b>slow</b>");
            assertThat(jenkins.createWebClient()
                            .withJavaScriptEnabled(false)
                            .getPage(back)
                            .asNormalizedText())
                    .contains("The shop is <b>slow</b>");

            assertThat(jenkins.getLog(Pipelines.run(jenkins, job)))
                    .as("a second rollback does not return to v2")
                    .contains("no record of a good version of shop before the current one, v1");
        }
    }

    private static final String ACCESS = "sshCredentialsId: '" + EmbeddedProject.SSH_CREDENTIALS
            + "', registryCredentialsId: '" + EmbeddedProject.REGISTRY_CREDENTIALS + "'";

    private static String script(EmbeddedProject project, String tag, String step) {
        return "node('docker') { sh 'rm -rf * .git .kamal; git clone -q file://" + project.directory() + " .'\n"
                + "withEnv(['TAG=" + tag + "']) { " + step + " } }";
    }

    private static String warning(WorkflowRun run) {
        return new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), node -> node.getPersistentAction(WarningAction.class) != null)
                .getPersistentAction(WarningAction.class)
                .getMessage();
    }

    private static String running(EmbeddedProject project) {
        return project.server()
                .docker()
                .run("ps", "--filter", "label=service=shop", "--format", "{{.Names}}")
                .stdout()
                .trim();
    }
}
