package io.jenkins.plugins.kamal.run.version;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.freestyle.KamalVersionBuilder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.core.Authentication;

/** A job downstream deploys the version that was tested upstream. */
@WithJenkins
class UpstreamVersionTest {

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void forget() throws Exception {
        project.forget();
    }

    @AfterEach
    void everybodyMayEverythingAgain() {
        jenkins.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    /** The version, its digest and with it the image: nothing is built a second time. */
    @Test
    void theImageThatWasTestedIsDeployed() throws Exception {
        String version = project.commit() + "-rc1";
        WorkflowRun tested =
                upstream("kamalVersion(version: '" + version + "'); kamalPush(" + EmbeddedProject.access() + ")");
        long builds = project.builds();

        WorkflowRun promoted =
                downstream(tested, "kamalVersion(fromUpstream: true); kamalDeploy(" + EmbeddedProject.access() + ")");

        jenkins.assertBuildStatusSuccess(promoted);
        assertThat(recorded(promoted).getVersion()).isEqualTo(version);
        assertThat(recorded(promoted).getOrigin())
                .isEqualTo("the step's 'version', taken over from " + tested.getFullDisplayName());
        assertThat(project.builds()).isEqualTo(builds);
        assertThat(promoted.getAction(DeploymentAction.class).getDeployment().getDigest())
                .isNotEmpty()
                .isEqualTo(
                        tested.getAction(DeploymentAction.class).getDeployment().getDigest());
        assertThat(project.hooks()).contains("post-deploy " + version);
    }

    /** A run between them that has no version itself, and one that took it over, change nothing. */
    @Test
    void thatOfTheNearestRunInTheChain() throws Exception {
        WorkflowRun tested = upstream("kamalVersion(version: 'v1')");
        WorkflowRun between = downstream(tested, "echo 'nothing'");
        WorkflowRun staged = downstream(between, "kamalVersion(fromUpstream: true)");
        WorkflowRun live = downstream(staged, "kamalVersion(fromUpstream: true)");

        assertThat(recorded(staged).getVersion()).isEqualTo("v1");
        assertThat(recorded(live).getVersion()).isEqualTo("v1");
        assertThat(recorded(live).getOrigin()).isEqualTo("the step's 'version', taken over from " + staged);
    }

    @Test
    void alsoInFreestyleJobs() throws Exception {
        WorkflowRun tested = upstream("kamalVersion(version: 'v1', id: 'shop')");
        KamalVersionStep step = new KamalVersionStep();
        step.setFromUpstream(true);
        step.setId("shop");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("one"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        job.getBuildersList().add(new KamalVersionBuilder(step));

        FreeStyleBuild build = job.scheduleBuild2(0, new Cause.UpstreamCause((hudson.model.Run<?, ?>) tested))
                .get();

        jenkins.assertBuildStatusSuccess(build);
        assertThat(build.getAction(KamalVersionAction.class).getVersions())
                .singleElement()
                .satisfies(version -> assertThat(version.getVersion()).isEqualTo("v1"));
    }

    @Test
    void aWorkspaceAtAnotherCommitIsRefused() throws Exception {
        WorkflowRun tested = upstream("kamalVersion()");
        String before = project.commit();
        String after = project.commitPage("later");

        WorkflowRun promoted = downstream(tested, "kamalVersion(fromUpstream: true)");

        assertRefused(promoted, before, after, "Check out that commit");
    }

    @Test
    void aVersionThatTheRunHasAlreadyIsNotReplaced() throws Exception {
        WorkflowRun tested = upstream("kamalVersion(version: 'v1')");

        assertError(downstream(tested, "kamalVersion(version: 'v2'); kamalVersion(fromUpstream: true)"), "v1", "v2");
        assertRefused(downstream(tested, "kamalVersion(version: 'v3', fromUpstream: true)"), "v1", "v3");
        WorkflowRun same = downstream(tested, "kamalVersion(version: 'v1'); kamalVersion(fromUpstream: true)");
        assertThat(recorded(same).getOrigin()).isEqualTo("the step's 'version'");
    }

    @Test
    void withoutAVersionUpstreamItFails() throws Exception {
        assertRefused(run("kamalVersion(fromUpstream: true)"), "not started by another run", "fromUpstream");
        WorkflowRun other = upstream("kamalVersion(version: 'v1', id: 'other')");
        assertRefused(
                downstream(other, "kamalVersion(fromUpstream: true)"),
                other.getFullDisplayName(),
                "v1 (",
                "the same id");
    }

    @Test
    void severalVersionsUpstreamAreRefused() throws Exception {
        WorkflowRun one = upstream("kamalVersion(version: 'v1')");
        WorkflowRun two = upstream("kamalVersion(version: 'v2')");
        assertRefused(downstream(List.of(one, two), "kamalVersion(fromUpstream: true)"), "v1", "v2", "version:");
    }

    /** What a job may not read it does not get a version of. */
    @Test
    void aRunThatMayNotBeReadCountsAsNotThere() throws Exception {
        WorkflowRun tested = upstream("kamalVersion(version: 'v1')");
        WorkflowJob job = job("kamalVersion(fromUpstream: true)");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, hudson.model.Computer.BUILD)
                .everywhere()
                .to("builder")
                .grant(Item.READ, Item.BUILD)
                .onItems(job)
                .to("builder"));
        Authentication builder = hudson.model.User.getById("builder", true).impersonate2();
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator().authenticate(job.getFullName(), builder));

        assertRefused(start(job, List.of(tested)), "not started by another run that it may read");
    }

    private static void assertRefused(WorkflowRun run, String... named) throws Exception {
        assertError(run, named);
        assertThat(run.getAction(KamalVersionAction.class)).isNull();
    }

    private static void assertError(WorkflowRun run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        String log = JenkinsRule.getLog(run);
        assertThat(log.substring(log.indexOf("ERROR: "))).contains(named).doesNotContain("\tat ");
    }

    private static RecordedVersion recorded(WorkflowRun run) throws Exception {
        jenkins.assertBuildStatusSuccess(run);
        return run.getAction(KamalVersionAction.class).getVersions().get(0);
    }

    private static WorkflowRun upstream(String script) throws Exception {
        return jenkins.assertBuildStatusSuccess(run(script));
    }

    private static WorkflowRun run(String script) throws Exception {
        return Pipelines.run(jenkins, job(script));
    }

    private static WorkflowJob job(String script) throws Exception {
        return Pipelines.job(jenkins, "node('one') {\n" + project.checkout() + script + "\n}");
    }

    private static WorkflowRun downstream(WorkflowRun upstream, String script) throws Exception {
        return downstream(List.of(upstream), script);
    }

    private static WorkflowRun downstream(List<WorkflowRun> upstream, String script) throws Exception {
        return start(job(script), upstream);
    }

    private static WorkflowRun start(WorkflowJob job, List<WorkflowRun> upstream) throws Exception {
        List<Cause> causes = upstream.stream()
                .<Cause>map(run -> new Cause.UpstreamCause((hudson.model.Run<?, ?>) run))
                .toList();
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(causes)).waitForStart();
        return jenkins.waitForCompletion(run);
    }
}
