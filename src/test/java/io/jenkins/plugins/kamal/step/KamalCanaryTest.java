package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalPromoteBuilder;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A deploy that pauses after its canary, on two servers; the steps that go on and back; and the pages in between. */
@WithJenkins
class KamalCanaryTest {

    private static final String ACCESS = EmbeddedProject.access();
    private static final String PAUSE = "kamalDeploy(canary: [hosts: 1, watch: 1, pause: true], " + ACCESS + ")";

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
                .toList();
    }

    private static String text(String page) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(page).asNormalizedText();
    }

    @Test
    void waitsForADecisionAndGoesOnWithTheSameVersion() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("two");
        project.forget();
        long builds = project.builds();

        job.setDefinition(Pipelines.definition(script(
                "def paused = " + PAUSE,
                "echo \"canary on ${paused.canary}, ${env.KAMAL_DEPLOY_RESULT}\"",
                "input(id: 'Go', message: 'Go on?')",
                "def promoted = kamalPromote(watch: [seconds: 1], " + ACCESS + ")",
                "echo \"then ${env.KAMAL_DEPLOY_RESULT}, watched ${promoted.watched*.host}\"")));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        InputAction inputs = waitForInput(run);

        assertThat(jenkins.getLog(run)).contains("canary on [127.1.0.1], PAUSED");
        assertThat(running(1)).containsExactly("shop-web-" + fresh);
        assertThat(running(2)).containsExactly("shop-web-" + old);
        assertThat(project.hooks()).doesNotContain("post-deploy " + fresh);
        assertThat(text(run.getUrl()))
                .contains("deploy paused after", "Canary on 1 of 2 hosts since")
                .doesNotContain("The hosts run different versions");
        assertThat(jenkins.getLog(run)).contains("kamalPromote deploys the version to the other hosts");
        for (String page : List.of(job.getUrl() + "kamal/", job.getUrl(), "kamal/")) {
            assertThat(text(page))
                    .as(page)
                    .contains("Canary:", "on 1 of 2 hosts since")
                    .doesNotContain("The hosts run different versions");
        }
        assertThat(jenkins.getJSON(job.getUrl() + "kamal/api/json?depth=2")
                        .getJSONObject()
                        .toString())
                .contains("\"canary\":{", "\"hostCount\":2", "\"status\":\"PAUSED\"")
                .contains("\"mixed\":false");

        inputs.getExecution("Go").doProceedEmpty();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(jenkins.getLog(run))
                .contains("Kamal: promoting the canary of version " + fresh + " on 1 of 2 hosts")
                .contains("then SUCCEEDED, watched [127.1.0.2]");
        assertThat(running(1)).containsExactly("shop-web-" + fresh);
        assertThat(running(2)).containsExactly("shop-web-" + fresh);
        assertThat(project.builds()).as("built once, for the canary").isEqualTo(builds + 1);
        assertThat(project.hooks()).allMatch(hook -> hook.endsWith(" " + fresh)).contains("post-deploy " + fresh);
        assertThat(run.getActions(DeploymentAction.class))
                .extracting(action -> action.getDeployment().getStatus())
                .containsExactly(Deployment.Status.PAUSED, Deployment.Status.SUCCEEDED);
        assertThat(run.getActions(DeploymentAction.class).get(1).getDeployment().getContainers())
                .as("the digest is known from the canary")
                .isNotEmpty()
                .allMatch(container -> container.isProven());
        assertThat(JenkinsRule.getLog(run))
                .as("the host of the canary serves the version, too")
                .contains(fresh.substring(0, 10) + " serves on 127.1.0.1, 127.1.0.2\n");
        assertThat(text(run.getUrl()))
                .contains("served this version already")
                .as("of the deploy that paused")
                .containsOnlyOnce("old version");
        assertThat(text(job.getUrl() + "kamal/")).doesNotContain("Canary:");
    }

    private static InputAction waitForInput(WorkflowRun run) throws Exception {
        while (run.isBuilding()) {
            InputAction inputs = run.getAction(InputAction.class);
            if (inputs != null && inputs.isWaitingForInput()) {
                return inputs;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(jenkins.getLog(run));
    }

    @Test
    void goesBackOnTheHostsOfTheCanary() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("three");

        run(job, script(PAUSE));
        assertThat(running(1)).containsExactly("shop-web-" + fresh);
        project.forget();
        WorkflowRun back = run(job, script("kamalRollback(" + ACCESS + ")"));

        assertThat(jenkins.getLog(back))
                .contains("going back from " + fresh + " to " + old)
                .contains("127.1.0.2: " + old + " serves already");
        assertThat(running(1)).containsExactly("shop-web-" + old);
        assertThat(running(2)).containsExactly("shop-web-" + old);
        assertThat(project.server(2).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(text(job.getUrl() + "kamal/"))
                .doesNotContain("Canary:")
                .doesNotContain("The hosts run different versions");

        job.setDefinition(Pipelines.definition(script("kamalPromote(" + ACCESS + ")")));
        WorkflowRun nothing = Pipelines.run(jenkins, job);
        jenkins.assertBuildStatus(Result.FAILURE, nothing);
        assertThat(jenkins.getLog(nothing)).contains("There is no canary to promote");
    }

    /** The containers were put back, so the pages no longer ask for a decision, whatever the result is. */
    @Test
    void aRollbackOfWhichOnlyTheLastHookFailedClosesTheCanary() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        project.commitPage("whose rollback cannot tell the chat");
        run(job, script(PAUSE));
        assertThat(text(job.getUrl() + "kamal/")).contains("Canary:");

        job.setDefinition(Pipelines.definition(script(
                "writeFile(file: '.kamal/hooks/post-deploy', text: '#!/bin/sh\\nexit 3\\n')",
                "kamalRollback(" + ACCESS + ")")));
        WorkflowRun back = Pipelines.run(jenkins, job);

        jenkins.assertBuildStatus(Result.FAILURE, back);
        assertThat(running(1)).containsExactly("shop-web-" + old);
        for (String page : List.of(job.getUrl() + "kamal/", job.getUrl(), "kamal/")) {
            assertThat(text(page))
                    .as(page)
                    .doesNotContain("Canary:")
                    .doesNotContain("The hosts run different versions");
        }
        assertThat(text(job.getUrl() + "kamal/")).contains("rollback failed");
        assertThat(jenkins.getLog(run(job, script("kamalRollback(" + ACCESS + ")"))))
                .as("the rollback is repeated, and goes no further back")
                .contains("repeating the failed rollback to " + old + ", the last good version before ")
                .contains("; all hosts serve " + old + " already")
                .doesNotContain("going back from");
    }

    @Test
    void statusAndPlanKnowTheCanary() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        String old = project.commit();
        String fresh = project.commitPage("known");
        run(job, script(PAUSE));

        WorkflowRun asked = run(
                job,
                script(
                        "def status = kamalStatus(failOnDrift: true, " + ACCESS + ")",
                        "echo \"expected=${status.expected} ${status.findings*.kind}\"",
                        "def plan = kamalPlan(" + ACCESS + ")",
                        "plan.changes.each { echo \"${it.host} ${it.kind} ${it.name} ${it.change}\" }"));

        assertThat(jenkins.getLog(asked))
                .contains("expected=" + old + " [canary]", "127.1.0.1 canary " + fresh + " false")
                .containsPattern("note 127.1.0.1 web: canary of version " + fresh + " since .+ UTC on 127.1.0.1");
        assertThat(text(asked.getUrl()))
                .contains("canary of version " + fresh + " since ", "open canary of version " + fresh);
        run(job, script("kamalRollback(" + ACCESS + ")"));
        WorkflowRun later = run(job, script("kamalStatus(failOnDrift: true, " + ACCESS + ")"));
        assertThat(jenkins.getLog(later)).doesNotContain("canary");
    }

    @Test
    void anotherServiceOfTheJobGoesBackOnAllHosts() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        String shop = Files.readString(project.directory().resolve("config/deploy.yml"));
        String old = project.commitFile("config/till.yml", shop.replace("shop", "till"));
        String till = "configFile: 'config/till.yml', " + ACCESS;
        run(job, script("kamalDeploy(" + ACCESS + ")"));
        run(job, script("kamalDeploy(" + till + ")"));
        String fresh = project.commitPage("the shop's canary");
        run(job, script(PAUSE));

        WorkflowRun other = run(job, script("kamalRollback(version: '" + old + "', " + till + ")"));
        assertThat(jenkins.getLog(other))
                .doesNotContain("the canary of version")
                .doesNotContain("serves already");
        assertThat(running(1)).containsExactly("shop-web-" + fresh);

        WorkflowRun back = run(job, script("kamalRollback(version: '" + old + "', " + ACCESS + ")"));
        assertThat(jenkins.getLog(back))
                .contains("going back from the canary of version " + fresh)
                .contains("127.1.0.2: " + old + " serves already");
        assertThat(running(1)).containsExactly("shop-web-" + old);
    }

    @Test
    void freestyleBuildsDeployPauseAndPromote() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell(checkout()));
        KamalDeployStep deploy = withAccess(new KamalDeployStep());
        job.getBuildersList().add(new KamalDeployBuilder(deploy));
        jenkins.buildAndAssertSuccess(job);
        String fresh = project.commitPage("four");
        Canary canary = new Canary("50%");
        canary.setWatch(0);
        canary.setPause(true);
        deploy.setCanary(canary);
        jenkins.configRoundtrip((Item) job);
        jenkins.assertEqualDataBoundBeans(
                canary,
                job.getBuildersList().get(KamalDeployBuilder.class).getStep().getCanary());

        jenkins.buildAndAssertSuccess(job);
        assertThat(running(1)).containsExactly("shop-web-" + fresh);
        assertThat(running(2)).doesNotContain("shop-web-" + fresh);
        project.commitPage("five, which is not what the canary is about");
        job.getBuildersList().remove(KamalDeployBuilder.class);
        job.getBuildersList().add(new KamalPromoteBuilder(withAccess(new KamalPromoteStep())));
        jenkins.configRoundtrip((Item) job);
        FreeStyleBuild promotion = jenkins.buildAndAssertSuccess(job);

        assertThat(jenkins.getLog(promotion))
                .contains("Kamal: promoting the canary of version " + fresh)
                .contains("the version of this run is " + fresh + ", from the canary that is promoted");
        assertThat(running(1)).containsExactly("shop-web-" + fresh);
        assertThat(running(2)).containsExactly("shop-web-" + fresh);
    }

    private static String checkout() {
        return "rm -rf * .git .kamal; git clone -q file://" + project.directory() + " .";
    }

    private static <T extends EngineStep> T withAccess(T step) {
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        return step;
    }

    @Test
    void formsAndSnippetsKeepTheCanary() throws Exception {
        KamalDeployStep step = new KamalDeployStep();
        step.setCanary(new Canary("1"));
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
        KamalPromoteStep promote = new KamalPromoteStep();
        promote.setOnFailure("rollback");
        promote.setWatch(new WatchSettings(60));
        jenkins.assertEqualDataBoundBeans(promote, new StepConfigTester(jenkins).configRoundTrip(promote));
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(step, "kamalDeploy(canary: [hosts: 1])");
        step.setCanary(new Canary("25%"));
        step.getCanary().setPause(true);
        snippets.assertRoundTrip(step, "kamalDeploy(canary: [hosts: '25%', pause: true])");
        snippets.assertRoundTrip(promote, "kamalPromote onFailure: 'rollback', watch: [seconds: 60]");
    }

    @Test
    void refusesHostsThatFitNobodyBeforeAServerIsTouched() throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "");
        project.forget();
        for (String hosts : List.of("2", "'100%'", "''", "['127.1.0.1', '127.1.0.2']", "'nobody'")) {
            job.setDefinition(
                    Pipelines.definition(script("kamalDeploy(canary: [hosts: " + hosts + "], " + ACCESS + ")")));
            jenkins.assertBuildStatus(Result.FAILURE, Pipelines.run(jenkins, job));
        }
        assertThat(project.server(1).dockerLines()).isEmpty();
        assertThat(project.server(2).dockerLines()).isEmpty();
        assertThat(project.hooks()).isEmpty();
    }
}
