package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.Pipelines;
import io.jenkins.plugins.kamal.step.RealProject;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents and workspaces that are lost in the middle of a deploy. */
@WithJenkins
class AgentLossTest {

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
    void theDeployGoesOnThroughTheDeathOfTheAgentsProcess(JenkinsRule jenkins) throws Exception {
        project.configure();
        Slave agent = project.agent(jenkins, "docker", temporary.resolve("home"));
        WorkflowRun run = Pipelines.job(jenkins, slow.pipeline("docker"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage(SlowProject.line(100), run);

        long process = agent.getChannel().call(new ProcessId());
        assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
        jenkins.waitForMessage("Kamal: the agent " + agent.getNodeName() + " is not connected", run);
        slow.open("myapp");
        slow.becomeHealthy();
        agent.toComputer().connect(false).get();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        String log = JenkinsRule.getLog(run);
        String name = "Kamal: the agent " + agent.getNodeName();
        assertThat(log).containsOnlyOnce(name + " is not connected").containsOnlyOnce(name + " is back");
        slow.assertDeployedOnce(run, SlowProject.numbers(log, "myapp"), Path.of(agent.getRemoteFS()));
    }

    @Test
    void theEngineStopsByItselfWhereItsDirectoryIsDeleted(JenkinsRule jenkins) throws Exception {
        project.configure();
        Slave agent = project.agent(jenkins, "docker", temporary.resolve("home"));
        WorkflowRun run = Pipelines.job(jenkins, slow.pipeline("docker"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage(SlowProject.line(SlowProject.WAITING), run);

        agent.getWorkspaceFor(run.getParent()).withSuffix("@tmp").deleteRecursive();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The directory through which Jenkins and the engine communicate is gone", run);
        assertThat(run.getAction(DeploymentAction.class).getDeployment().getMessage())
                .contains("The engine stops by itself");
        slow.waitForRelease();
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    private static final class ProcessId extends MasterToSlaveCallable<Long, IOException> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}
