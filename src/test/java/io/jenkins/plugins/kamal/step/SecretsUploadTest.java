package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code secretsUpload: false}: an agent without the secrets of the app deploys. */
@WithJenkins
class SecretsUploadTest {

    private static final String ENV_FILE = ".kamal/apps/shop/env/roles/web.env";

    @TempDir
    private static Path temporary;

    @Test
    void stepsUseTheSecretsOnTheServers(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            String first = project.commit();
            jenkins.assertBuildStatusSuccess(deploy(jenkins, project, ""));
            project.commitFile(".kamal/secrets", "# none\n");

            jenkins.assertBuildStatusSuccess(deploy(jenkins, project, ", secretsUpload: false"));
            assertThat(project.server().docker().environment("shop-web-" + project.commit()))
                    .containsEntry("APP_SECRET", EmbeddedProject.APP_SECRET);
            jenkins.assertBuildStatusSuccess(Pipelines.run(
                    jenkins,
                    "node('docker') {\n" + project.checkout() + "\nkamalRollback(version: '" + first + "', "
                            + EmbeddedProject.access() + ", secretsUpload: false)\n}"));
            jenkins.assertBuildStatusSuccess(freestyle(jenkins, project));

            WorkflowRun withSecrets = deploy(jenkins, project, "");
            jenkins.assertBuildStatus(Result.FAILURE, withSecrets);
            assertThat(JenkinsRule.getLog(withSecrets))
                    .contains("APP_SECRET (needed by env/secret of role web) is missing");

            Files.delete(project.server().home().resolve(ENV_FILE));
            WorkflowRun withoutFile = deploy(jenkins, project, ", secretsUpload: false");
            jenkins.assertBuildStatus(Result.FAILURE, withoutFile);
            assertThat(JenkinsRule.getLog(withoutFile))
                    .contains("127.0.0.1: there is no environment file " + ENV_FILE + " of role web");
        }
    }

    private static WorkflowRun deploy(JenkinsRule jenkins, EmbeddedProject project, String more) throws Exception {
        return Pipelines.run(
                jenkins,
                "node('docker') {\n" + project.checkout() + "\nkamalDeploy(" + EmbeddedProject.access() + more
                        + ")\n}");
    }

    private static FreeStyleBuild freestyle(JenkinsRule jenkins, EmbeddedProject project) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        KamalDeployStep step = new KamalDeployStep();
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        step.setSecretsUpload(false);
        job.getBuildersList().add(new KamalDeployBuilder(step));
        return job.scheduleBuild2(0).get();
    }
}
