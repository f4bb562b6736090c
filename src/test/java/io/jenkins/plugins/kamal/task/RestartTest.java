package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.step.RealProject;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is restarted in the middle of a deploy. */
class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path temporary;

    private RealProject project;
    private SlowProject slow;

    @BeforeEach
    void makeProject() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
        slow = SlowProject.make(project);
    }

    @AfterEach
    void leaveNothingBehind() {
        if (project != null) {
            project.lab().clean();
        }
    }

    @Test
    void theDeployGoesOnThroughARestart() throws Throwable {
        sessions.then(jenkins -> {
            project.configure();
            project.agent(jenkins, "docker", temporary.resolve("home"));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "deploy");
            job.setDefinition(new CpsFlowDefinition(slow.pipeline("docker"), true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage(SlowProject.line(100), run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = run(jenkins);
            jenkins.waitForMessage(SlowProject.line(SlowProject.WAITING), run);
            slow.open("myapp");
            jenkins.waitForMessage("hook pre-app-boot: exit status 0", run);
        });
        sessions.then(jenkins -> {
            slow.becomeHealthy();
            WorkflowRun run = run(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            String log = JenkinsRule.getLog(run);
            assertThat(log).contains("Resuming build");
            Slave agent = (Slave) jenkins.jenkins.getNodes().get(0);
            slow.assertDeployedOnce(run, SlowProject.numbers(log, "myapp"), Path.of(agent.getRemoteFS()));
        });
    }

    private static WorkflowRun run(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("deploy", WorkflowJob.class).getLastBuild();
    }
}
