package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.freestyle.KamalStatusBuilder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import java.nio.file.Path;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code kamalStatus}, as a step and as a build step. */
@WithJenkins
class KamalStatusTest {

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

    private static String node(String script) {
        return "node('docker') {\n" + project.checkout() + "\n" + script + "\n}";
    }

    @Test
    void comparesTheServersWithWhatTheJobHasDeployed() throws Exception {
        project.commitPage("first");

        WorkflowRun run = Pipelines.run(jenkins, node("""
                kamalDeploy(%1$s)
                def same = kamalStatus(%1$s)
                echo "drift=${same.drift} states=${same.hosts.collect { it.role + ' ' + it.state }} expected=${same.expected}"
                kamal command: 'app stop', %1$s
                kamalStatus(%1$s, failOnDrift: true)
                """.formatted(EmbeddedProject.access())));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        String container = "shop-web-" + project.commit();
        assertThat(JenkinsRule.getLog(run))
                .contains("drift=false states=[web running] expected=" + project.commit())
                .contains("The servers differ from what is expected", "container " + container + " is exited")
                .doesNotContain(EmbeddedProject.APP_SECRET);
        assertPageShows(
                run, "The servers do not differ from what is expected", "container " + container + " is exited");
    }

    @Test
    void anotherJobHasNoExpectationOfItsOwnAndAStepMayNameTheVersion() throws Exception {
        project.commitPage("second");
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, node("kamalDeploy(" + EmbeddedProject.access() + ")")));

        WorkflowRun run = Pipelines.run(jenkins, node("""
                echo "first=${kamalStatus(%1$s).drift}"
                def named = kamalStatus(%1$s, version: '0123abc')
                echo "second=${named.drift} ${named.findings.collect { it.kind }} ${named.text}"
                """.formatted(EmbeddedProject.access())));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains("so the hosts are compared with each other", "first=false")
                .contains("second=true [version] 127.0.0.1 web: version " + project.commit()
                        + " runs instead of 0123abc");
    }

    @Test
    void aFreestyleJobChecks() throws Exception {
        project.commitPage("third");
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, node("kamalDeploy(" + EmbeddedProject.access() + ")")));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        KamalStatusStep step = new KamalStatusStep();
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setVersion("0123abc");
        job.getBuildersList().add(new KamalStatusBuilder(step));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        ServerStatus status =
                build.getActions(DeploymentAction.class).get(0).getDeployment().getServers();
        assertThat(status.isDrifting()).isTrue();
        assertThat(status.getExpected()).isEqualTo("0123abc");
        assertPageShows(build, "One difference from what is expected", "runs instead of 0123abc");
    }

    private static void assertPageShows(Run<?, ?> run, String... texts) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(run);
            assertThat(page.asNormalizedText()).contains(texts);
        }
    }
}
