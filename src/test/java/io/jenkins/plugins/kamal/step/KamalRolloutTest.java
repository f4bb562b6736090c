package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedProxy;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A deploy for some of the visitors, on two servers; the steps that go on and back; and the pages in between. */
@WithJenkins
class KamalRolloutTest {

    private static final String ACCESS = EmbeddedProject.access();
    private static final String SERVICE = "shop-web";

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = EmbeddedProject.onServers(temporary, 2);
        project.configure();
        project.agent(rule, "docker");
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    private static String script(String... steps) {
        return "node('docker') { " + project.checkout() + String.join("\n", steps) + " }";
    }

    private static WorkflowRun run(WorkflowJob job, String script) throws Exception {
        job.setDefinition(Pipelines.definition(script));
        return jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
    }

    private static List<String> running(int server) {
        return project.server(server).docker().running().keySet().stream()
                .filter(name -> name.startsWith("shop-"))
                .sorted()
                .toList();
    }

    private static SimulatedProxy.Rollout rollout(int server) {
        return project.server(server).docker().rollouts().get(SERVICE);
    }

    private static String text(String page) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(page).asNormalizedText();
    }

    private static String name(String version) {
        return SERVICE + "-" + version;
    }

    @Test
    void servesAShareThenMoreThenAll() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("two");
        long builds = project.builds();

        WorkflowRun some = run(
                job,
                script(
                        "def some = kamalDeploy(rollout: [percent: 10, allow: ['staff', 'qa']], " + ACCESS + ")",
                        "echo \"${some.rollout} percent, ${some.canary}, ${env.KAMAL_DEPLOY_RESULT}\""));

        assertThat(jenkins.getLog(some))
                .contains("10 percent, [], PAUSED", "kamalPromote deploys the version for all visitors");
        for (int server = 1; server <= 2; server++) {
            assertThat(running(server)).containsExactly(sorted(name(old), name(fresh) + "_rollout"));
            assertThat(rollout(server).percent()).isEqualTo(10);
            assertThat(rollout(server).allowed()).containsExactly("staff", "qa");
        }
        assertThat(text(some.getUrl()))
                .contains(
                        "Canary for 10 % of the visitors and 2 cookie values since",
                        "deploys the version for all visitors");
        for (String page : List.of(job.getUrl() + "kamal/", job.getUrl(), "kamal/")) {
            assertThat(text(page))
                    .as(page)
                    .contains("Canary:", "for 10 % of the visitors and 2 cookie values since")
                    .doesNotContain("The hosts run different versions");
        }
        assertThat(jenkins.getJSON(job.getUrl() + "kamal/api/json?depth=2")
                        .getJSONObject()
                        .toString())
                .contains("\"percent\":10", "\"status\":\"PAUSED\"");

        WorkflowRun more = run(job, script("kamalDeploy(rollout: [percent: 50], " + ACCESS + ")"));
        assertThat(rollout(1).percent()).isEqualTo(50);
        assertThat(project.builds()).as("built once, for the first share").isEqualTo(builds + 1);
        assertThat(text(more.getUrl())).contains("Canary for 50 % of the visitors since");

        WorkflowRun all = run(job, script("kamalPromote(" + ACCESS + ")"));
        assertThat(jenkins.getLog(all))
                .contains("Kamal: promoting the canary of version " + fresh + " for 50 % of the visitors");
        assertThat(all.getAction(DeploymentAction.class).getDeployment().getStatus())
                .isEqualTo(Deployment.Status.SUCCEEDED);
        for (int server = 1; server <= 2; server++) {
            assertThat(running(server)).containsExactly(name(fresh));
            assertThat(rollout(server).percent()).isEqualTo(-1);
        }
        assertThat(text(job.getUrl() + "kamal/")).doesNotContain("Canary:");
    }

    private static String[] sorted(String... names) {
        return List.of(names).stream().sorted().toArray(String[]::new);
    }

    @Test
    void aRollbackTakesItBackToTheVersionOfTheOthers() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        project.commitPage("three");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("four");
        run(job, script("kamalDeploy(rollout: [percent: 10], " + ACCESS + ")"));
        project.forget();

        WorkflowRun back = run(job, script("kamalRollback(" + ACCESS + ")"));

        assertThat(jenkins.getLog(back)).contains("going back from " + fresh + " to " + old);
        for (int server = 1; server <= 2; server++) {
            assertThat(running(server)).containsExactly(name(old));
            assertThat(project.server(server).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        }
        assertThat(text(job.getUrl() + "kamal/")).doesNotContain("Canary:");
    }

    @Test
    void aFailedCanaryThatASilentHostKeepsIsKnownUntilARollbackEndsIt() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        project.commitPage("before the canary that fails");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("the canary that fails");
        project.server(1).docker().behave(name(fresh), ImageBehaviour.UNHEALTHY);
        project.server(2).faults().failDocker("no answer", "exec", "kamal-proxy", "kamal-proxy", "rollout", "stop");
        try {
            job.setDefinition(Pipelines.definition(script("kamalDeploy(rollout: [percent: 10], " + ACCESS + ")")));
            jenkins.assertBuildStatus(Result.FAILURE, Pipelines.run(jenkins, job));
            assertThat(running(2)).contains(name(fresh) + "_rollout");
            for (String page : List.of(job.getUrl() + "kamal/", job.getUrl(), "kamal/")) {
                assertThat(text(page)).as(page).contains("failed, but may still serve visitors on 127.1.0.2 since");
            }

            job.setDefinition(Pipelines.definition(script("kamalPromote(" + ACCESS + ")")));
            WorkflowRun promotion = Pipelines.run(jenkins, job);
            jenkins.assertBuildStatus(Result.FAILURE, promotion);
            assertThat(jenkins.getLog(promotion))
                    .contains("There is no canary to promote: the canary of version " + fresh
                            + ", which failed but may still serve visitors on 127.1.0.2");
        } finally {
            project.server(1).docker().behave(name(fresh), ImageBehaviour.HEALTHY);
            project.server(2).faults().clear();
        }

        WorkflowRun back = run(job, script("kamalRollback(" + ACCESS + ")"));

        assertThat(jenkins.getLog(back)).contains("going back from " + fresh + " to " + old);
        for (int server = 1; server <= 2; server++) {
            assertThat(running(server)).containsExactly(name(old));
        }
        assertThat(text(job.getUrl() + "kamal/")).doesNotContain("Canary:");
    }

    @Test
    void freestyleBuildsDeployForSomeVisitors() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        KamalDeployStep deploy = new KamalDeployStep();
        deploy.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        deploy.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        job.getBuildersList().add(new KamalDeployBuilder(deploy));
        jenkins.buildAndAssertSuccess(job);
        String fresh = project.commitPage("five");
        Rollout rollout = new Rollout(25);
        rollout.setAllow("staff");
        deploy.setRollout(rollout);
        jenkins.configRoundtrip((Item) job);
        jenkins.assertEqualDataBoundBeans(
                rollout,
                job.getBuildersList().get(KamalDeployBuilder.class).getStep().getRollout());

        jenkins.buildAndAssertSuccess(job);

        assertThat(running(1)).contains(name(fresh) + "_rollout");
        assertThat(rollout(1).percent()).isEqualTo(25);
        job.getBuildersList().get(KamalDeployBuilder.class).getStep().setRollout(null);
        jenkins.buildAndAssertSuccess(job);
        assertThat(running(1)).containsExactly(name(fresh));
    }

    @Test
    void formsAndSnippetsKeepTheVisitors() throws Exception {
        KamalDeployStep step = new KamalDeployStep();
        step.setRollout(new Rollout(10));
        step.getRollout().setAllow("staff,qa");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
        new SnippetizerTester(jenkins).assertRoundTrip(step, "kamalDeploy(rollout: [allow: 'staff,qa', percent: 10])");
    }

    @Test
    void refusesWhatDoesNotFitBeforeAServerIsTouched() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        project.forget();
        for (String wrong : List.of(
                "rollout: [percent: 101]",
                "rollout: [percent: -1]",
                "rollout: [percent: 10, allow: ['a b']]",
                "rollout: [percent: 10], canary: [hosts: 1]")) {
            job.setDefinition(Pipelines.definition(script("kamalDeploy(" + wrong + ", " + ACCESS + ")")));
            jenkins.assertBuildStatus(Result.FAILURE, Pipelines.run(jenkins, job));
        }
        assertThat(project.server(1).dockerLines()).isEmpty();
        assertThat(project.hooks()).isEmpty();
    }
}
