package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalPlanBuilder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import java.nio.file.Path;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code kamalPlan} and {@code kamalDeploy expect:}, as steps and as build steps. */
@WithJenkins
class KamalPlanTest {

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static int pages;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "docker");
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void deployOnce() throws Exception {
        project.commitPage("page " + pages++);
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, node("kamalDeploy(" + EmbeddedProject.access() + ")")));
    }

    private static String node(String script) {
        return "node('docker') {\n" + project.checkout() + "\n" + script + "\n}";
    }

    @Test
    void returnsAPlanThatADeployHolds() throws Exception {
        String before = project.commit();
        String after = project.commitPage("page " + pages++);
        project.forget();

        WorkflowRun run = Pipelines.run(jenkins, node("""
                def plan = kamalPlan(%1$s)
                echo "changing=${plan.changing} kinds=${plan.changes.collect { it.kind }} hooks=${plan.hooks}"
                echo "text=${plan.text}"
                kamalDeploy(%1$s, expect: plan.fingerprint)
                """.formatted(EmbeddedProject.access())));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains(
                        "changing=true kinds=[version] hooks=[pre-connect, pre-build, pre-deploy, pre-app-boot, post-deploy]")
                .contains("text=127.0.0.1 web: version " + before + " -> " + after)
                .doesNotContain(EmbeddedProject.APP_SECRET);
        assertThat(project.server().docker().running()).containsKey("shop-web-" + after);
        assertPageShows(run, "What the deploy would change", "version " + before + " -> " + after);
    }

    @Test
    void aDeployIsRefusedWhereTheServerHasChangedSinceThePlan() throws Exception {
        String before = project.commit();
        String after = project.commitPage("page " + pages++);

        WorkflowRun run = Pipelines.run(jenkins, node("""
                def plan = kamalPlan(%1$s)
                kamal command: 'app stop', %1$s
                kamalDeploy(%1$s, expect: plan.fingerprint)
                """.formatted(EmbeddedProject.access())));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run))
                .contains("Since the plan was made, something has changed on 127.0.0.1", "nothing was changed");
        assertThat(project.server().docker().states())
                .containsEntry("shop-web-" + before, "exited")
                .doesNotContainKey("shop-web-" + after);
    }

    @Test
    void aFreestyleJobPlansAndDeploys() throws Exception {
        String after = project.commitPage("page " + pages++);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        job.getBuildersList().add(new KamalPlanBuilder(withAccess(new KamalPlanStep())));
        KamalDeployStep deploy = withAccess(new KamalDeployStep());
        deploy.setExpect("${KAMAL_PLAN}");
        job.getBuildersList().add(new KamalDeployBuilder(deploy));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        DeployPlan plan =
                build.getActions(DeploymentAction.class).get(0).getDeployment().getPlan();
        assertThat(plan.isChanging()).isTrue();
        assertThat(JenkinsRule.getLog(build)).contains("Compare the servers with the plan");
        assertThat(project.server().docker().running()).containsKey("shop-web-" + after);
        assertPageShows(build, "What the deploy would change", after);
    }

    private static <T extends EngineStep> T withAccess(T step) {
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        return step;
    }

    private static void assertPageShows(Run<?, ?> run, String... texts) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(run);
            assertThat(page.asNormalizedText()).contains(texts);
        }
    }
}
