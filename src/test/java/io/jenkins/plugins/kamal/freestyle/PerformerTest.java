package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The servers and the hooks are told who started the build, and which build it was. */
@WithJenkins
class PerformerTest {

    @TempDir
    private Path temporary;

    @Test
    void namesTheUserOrTheCauseAndTheBuild(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.commitFile(".kamal/hooks/pre-deploy", "#!/bin/sh\necho \"performer=$KAMAL_PERFORMER\"\n");
            project.agent(jenkins, "docker");
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            job.setAssignedLabel(new LabelAtom("docker"));
            job.getBuildersList()
                    .add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
            KamalDeployStep deploy = new KamalDeployStep();
            deploy.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
            deploy.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
            job.getBuildersList().add(new KamalDeployBuilder(deploy));

            FreeStyleBuild byUser =
                    job.scheduleBuild2(0, new Cause.UserIdCause("alice")).get();
            FreeStyleBuild byTimer = job.scheduleBuild2(0, new Cause.RemoteCause("scheduler", "nightly"))
                    .get();

            jenkins.assertBuildStatusSuccess(byUser);
            jenkins.assertBuildStatusSuccess(byTimer);
            assertThat(jenkins.getLog(byUser)).contains("performer=alice, " + jenkins.getURL() + "job/shop/1/");
            assertThat(jenkins.getLog(byTimer))
                    .contains("performer=Started by remote host scheduler with note: nightly, " + jenkins.getURL()
                            + "job/shop/2/");
            assertThat(project.server().home().resolve(".kamal/shop-audit.log"))
                    .content()
                    .contains("[alice, " + jenkins.getURL() + "job/shop/1/");
        }
    }
}
