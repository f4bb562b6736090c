package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A freestyle job fills in its variables once, in its fields, and changes nothing that is meant for others. */
@WithJenkins
class FieldExpansionTest {

    @TempDir
    private Path temporary;

    @Test
    void fillsInTheFieldsOnceAndNothingElse(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.commitFile("config/deploy.staging.yml", "env:\n  clear:\n    STAGE: staging\n");
            project.agent(jenkins, "docker");
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            job.setAssignedLabel(new LabelAtom("docker"));
            job.addProperty(new ParametersDefinitionProperty(
                    new StringParameterDefinition("TAG", ""),
                    new StringParameterDefinition("ENVIRONMENT", ""),
                    new StringParameterDefinition("LAST", "")));
            job.getBuildersList().add(new Shell("git clone -q file://" + project.directory() + " ."));
            job.getBuildersList().add(new Shell("cp .kamal/secrets .kamal/secrets.staging"));
            KamalVersionStep version = new KamalVersionStep();
            version.setVersion("${TAG}");
            version.setDestination("${ENVIRONMENT}");
            job.getBuildersList().add(new KamalVersionBuilder(version));
            KamalDeployStep deploy = new KamalDeployStep();
            deploy.setVersion("$TAG");
            deploy.setDestination("${ENVIRONMENT}");
            deploy.setHosts("127.0.0.${LAST}");
            deploy.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
            deploy.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
            job.getBuildersList().add(new KamalDeployBuilder(deploy));
            KamalCommandStep command = new KamalCommandStep("server exec 'echo tag=${TAG} left=\"$$TAG\" pid-$$$$-'");
            command.setDestination("${ENVIRONMENT}");
            command.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
            job.getBuildersList().add(new KamalCommandBuilder(command));

            FreeStyleBuild build = job.scheduleBuild2(
                            0,
                            new ParametersAction(
                                    new StringParameterValue("TAG", "v7"),
                                    new StringParameterValue("ENVIRONMENT", "staging"),
                                    new StringParameterValue("LAST", "1")))
                    .get();

            jenkins.assertBuildStatusSuccess(build);
            assertThat(build.getAction(KamalVersionAction.class).getVersions()).hasSize(1);
            assertThat(project.registry().tags(EmbeddedProject.IMAGE)).contains("v7");
            assertThat(project.server()
                            .docker()
                            .run("ps", "--format", "{{.Names}}")
                            .stdout())
                    .contains("shop-web-staging-v7");
            // The shell of the server has no TAG, and knows its own process as $$.
            assertThat(jenkins.getLog(build)).containsPattern("tag=v7 left= pid-\\d+-");
        }
    }
}
