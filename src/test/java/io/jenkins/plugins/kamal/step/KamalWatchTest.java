package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.watch.WatchedHost;
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

/** {@code watch} of {@code kamalDeploy}, as a step and as a build step. */
@WithJenkins
class KamalWatchTest {

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

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
    void forget() {
        project.server().faults().clear();
    }

    /** From now on the log of kamal-proxy has so many requests to the container that serves, and then waits for more. */
    private static void answer(int requests, int status) {
        project.server()
                .faults()
                .answerDocker(
                        () -> DockerReply.following(("{\"status\":" + status + ",\"service\":\"shop-web\",\"target\":\""
                                        + project.server()
                                                .docker()
                                                .services()
                                                .get("shop-web")
                                                .target() + "\",\"duration\":7000000}\n")
                                .repeat(requests)),
                        "logs",
                        "kamal-proxy");
    }

    private static WorkflowRun deploy(String watch) throws Exception {
        return Pipelines.run(
                jenkins,
                "node('docker') {\n" + project.checkout() + "\n" + "def done = kamalDeploy(" + EmbeddedProject.access()
                        + ", " + watch + ")\necho \"watched=${done.watched}\"\n}");
    }

    private static WatchedHost watched(Run<?, ?> run) {
        return run.getActions(DeploymentAction.class)
                .get(0)
                .getDeployment()
                .getWatched()
                .get(0);
    }

    private static void assertPageShows(Run<?, ?> run, String... texts) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(run);
            assertThat(page.asNormalizedText()).contains(texts);
        }
    }

    @Test
    void theFiguresAreInTheLogOnThePageAndInTheResult() throws Exception {
        project.commitPage("good");
        answer(25, 200);

        WorkflowRun run = deploy("watch: [seconds: 1, maxErrorRate: 0.5, minRequests: 25]");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains("[127.0.0.1] Watched for 1 s: 25 requests, 0.0 % errors, p95 7 ms")
                .contains(
                        "watched=[[host:127.0.0.1, outcome:within_limits, after:[requests:25, errors:0, p95Millis:7]");
        assertThat(watched(run).isGood()).isTrue();
        assertPageShows(run, "Watched for 1 s after the switch", "25, 0.0 % errors, p95 7 ms", "within the limits");
    }

    @Test
    void tooManyErrorsFailTheBuild() throws Exception {
        project.commitPage("bad");
        answer(30, 500);

        WorkflowRun run = deploy("watch: [seconds: 3600], onFailure: 'rollback'");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run)).contains("127.0.0.1: 30 of 30 requests (100.0 %) were answered");
        assertThat(watched(run).isBad()).isTrue();
        assertPageShows(run, "30, 100.0 % errors, p95 7 ms", "too many errors");
    }

    @Test
    void aFreestyleJobWatchesAndSaysThatNothingWasSeen() throws Exception {
        project.commitPage("quiet");
        answer(0, 200);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        KamalDeployStep step = new KamalDeployStep();
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        step.setWatch(new WatchSettings(1));
        job.getBuildersList().add(new KamalDeployBuilder(step));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(JenkinsRule.getLog(build)).contains("[127.0.0.1] Watched for 1 s: no requests seen");
        assertThat(watched(build).isGood()).isFalse();
        assertThat(watched(build).getOutcome()).isEqualTo("no_requests");
        assertPageShows(build, "no requests seen");
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws Exception {
        WorkflowRun run = deploy("watch: [seconds: 0]");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run)).contains("'0' is not a number of seconds; write a number from 1 to 3600");
    }
}
