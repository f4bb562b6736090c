package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.KamalBuildStep;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalHookStep;
import io.jenkins.plugins.kamal.step.KamalPushStep;
import io.jenkins.plugins.kamal.step.KamalRollbackStep;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import io.jenkins.plugins.kamal.step.OneVersion;
import io.jenkins.plugins.kamal.step.RealProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A freestyle job made only of build steps, on real servers: build, push, hook, deploy, and back again. */
@WithJenkins
class RealFreestyleTest {

    @TempDir
    private Path temporary;

    private RealProject project;

    @BeforeEach
    void findLab() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
    }

    @AfterEach
    void leaveNothingBehind() {
        if (project != null) {
            project.lab().clean();
        }
    }

    @Test
    void buildsPushesHooksDeploysAndRollsBack(JenkinsRule jenkins) throws Exception {
        project.configure();
        project.agent(jenkins, "docker", temporary.resolve("home"));
        String first = project.commit();

        FreeStyleProject job = job(jenkins);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        OneVersion.assertEverywhere(project, first);
        jenkins.assertLogContains("environment <" + first + ">", build);
        assertThat(commands(build)).containsExactly("build push", "build push", "hook", "deploy");
        assertThat(deployment(build, 3).getContainers()).hasSize(3).allMatch(container -> container.isProven());
        assertThat(deployment(build, 3).getSkipped()).contains("build and push: this run has pushed it already");

        Files.deleteIfExists(project.hookLog());
        String second = project.commitChange("Dockerfile.note", "second");
        jenkins.buildAndAssertSuccess(job);
        OneVersion.assertEverywhere(project, second);

        Files.deleteIfExists(project.hookLog());
        FreeStyleProject back = jenkins.createFreeStyleProject("back");
        back.setAssignedLabel(job.getAssignedLabel());
        back.getBuildersList()
                .add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        back.getBuildersList().add(new KamalRollbackBuilder(accessed(new KamalRollbackStep(first))));
        FreeStyleBuild rollback = jenkins.buildAndAssertSuccess(back);
        OneVersion.assertEverywhere(project, first);
        assertThat(deployment(rollback, 0).getVersion()).isEqualTo(first);
    }

    private FreeStyleProject job(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("deploy");
        job.setAssignedLabel(jenkins.jenkins.getLabel("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        job.getBuildersList().add(new KamalVersionBuilder(new KamalVersionStep()));
        job.getBuildersList().add(new Shell("echo \"environment <$KAMAL_VERSION>\""));
        job.getBuildersList().add(new KamalBuildBuilder(accessed(new KamalBuildStep())));
        job.getBuildersList().add(new KamalPushBuilder(accessed(new KamalPushStep())));
        job.getBuildersList().add(new KamalHookBuilder(accessed(new KamalHookStep("pre-deploy"))));
        job.getBuildersList().add(new KamalDeployBuilder(accessed(new KamalDeployStep())));
        throughItsForm(jenkins, job);
        return job;
    }

    /** Each list in the form is filled by a request of its own, which the harness does not wait for without end. */
    private static void throughItsForm(JenkinsRule jenkins, FreeStyleProject job) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(job, "configure");
            for (int second = 0; second < 120 && !unfilled(page).isEmpty(); second++) {
                browser.waitForBackgroundJavaScript(1000);
            }
            assertThat(unfilled(page)).isEmpty();
            jenkins.submit(page.getFormByName("config"));
        }
    }

    private static List<DomNode> unfilled(HtmlPage page) {
        return page.querySelectorAll(".select-ajax-pending");
    }

    private static <S extends EngineStep> S accessed(S step) {
        step.setSshCredentialsId(RealProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(RealProject.REGISTRY_CREDENTIALS);
        return step;
    }

    private static List<String> commands(FreeStyleBuild build) {
        return build.getActions(DeploymentAction.class).stream()
                .map(action -> action.getDeployment().getCommand())
                .toList();
    }

    private static Deployment deployment(FreeStyleBuild build, int index) {
        return build.getActions(DeploymentAction.class).get(index).getDeployment();
    }
}
