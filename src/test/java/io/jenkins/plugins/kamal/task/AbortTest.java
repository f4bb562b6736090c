package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.Pipelines;
import io.jenkins.plugins.kamal.step.RealProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that are aborted, at every point of a deploy. */
@WithJenkins
class AbortTest {

    @TempDir
    private Path temporary;

    private RealProject project;
    private Slave agent;

    @BeforeEach
    void makeProject() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
    }

    /** Not before each test, because the rule would start another Jenkins for another method that asks for it. */
    private void prepare(JenkinsRule jenkins) throws Exception {
        project.configure();
        agent = project.agent(jenkins, "docker", temporary.resolve("home"));
    }

    @AfterEach
    void leaveNothingBehind() {
        if (project != null) {
            project.lab().clean();
        }
    }

    @Test
    void theOldVersionServesOnWhereTheBootIsAborted(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        String old = project.commit();
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, deploy()));
        SlowProject slow = SlowProject.make(project);
        slow.open("myapp");
        try (Visitor visitor = Visitor.of(slow.webServers(), "app.lab", "version=" + old)) {
            WorkflowRun run = start(jenkins, deploy());
            for (RealServers.Server server : slow.webServers()) {
                slow.waitForContainer(server, "myapp-web-" + project.commit());
            }
            abort(jenkins, run);
            visitor.visitOnceMore();
            assertThat(visitor.failures()).isEmpty();
        }
        for (RealServers.Server server : slow.webServers()) {
            assertThat(running(server)).containsExactly("myapp-web-" + old);
        }
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    @Test
    void aHookIsAborted(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        SlowProject slow = SlowProject.make(project);
        WorkflowRun run = start(jenkins, deploy());
        jenkins.waitForMessage(SlowProject.line(SlowProject.WAITING), run);

        abort(jenkins, run);

        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.STOPPED);
        assertThat(deployment.getMessage()).contains("hook pre-app-boot");
        assertThat(deployment.getContainers()).isEmpty();
        assertThat(running(project.lab().server(0))).isEmpty();
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    @Test
    void aBuildOfTheImageIsAborted(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        SlowProject slow = SlowProject.make(project);
        project.commitChange("Dockerfile", "FROM busybox:1.37\nCOPY app /app\nRUN echo bui''lding && sleep 3600\n");
        WorkflowRun run = start(jenkins, deploy());
        jenkins.waitForMessage("building", run);

        abort(jenkins, run);

        assertThat(project.lab().sh(project.lab().server(0), "ls -A .kamal 2>/dev/null || true"))
                .as("the servers were not touched")
                .doesNotContain("lock");
        assertThat(running(project.lab().server(0))).isEmpty();
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    /** In one workspace, so that they also share the mark by which durable tasks find the processes to kill. */
    @Test
    void theOtherOfTwoParallelDeploysIsLeftAlone(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        String old = project.commit();
        // Also because two services that are the first on their hosts would both create the proxy, in Kamal as here.
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, deploy()));
        SlowProject slow = SlowProject.make(project);
        WorkflowRun run = start(jenkins, """
                node('docker') {
                %1$s
                  parallel(
                    aborted: {
                      try {
                        kamalDeploy(%2$s)
                      } catch (interruption) {
                        echo 'the other one goes on'
                      }
                    },
                    kept: { kamalDeploy(configFile: 'config/%3$s.yml', %2$s) })
                }
                """.formatted(project.checkout(), RealProject.access(), SlowProject.OTHER));
        jenkins.waitForMessage(SlowProject.line(SlowProject.WAITING), run);
        jenkins.waitForMessage(SlowProject.OTHER + " line " + SlowProject.WAITING, run);

        execution(run, "myapp").stop(new FlowInterruptedException(Result.ABORTED));
        jenkins.waitForMessage("Stopped during hook pre-app-boot", run);
        slow.open(SlowProject.OTHER);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(SlowProject.numbers(JenkinsRule.getLog(run), SlowProject.OTHER))
                .isEqualTo(SlowProject.allNumbers());
        assertThat(running(project.lab().server(0)))
                .containsExactlyInAnyOrder("myapp-web-" + old, SlowProject.OTHER + "-web-" + project.commit());
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    @Test
    void nothingIsStartedWhereThePreparationIsAborted(JenkinsRule jenkins) throws Exception {
        prepare(jenkins);
        SlowProject slow = SlowProject.make(project);
        WorkflowRun run = start(jenkins, """
                node('docker') {
                %s
                  sh 'rm .git/config && mkfifo .git/config'
                  kamalDeploy(%s)
                }
                """.formatted(project.checkout(), RealProject.access()));
        StepExecution execution = awaitExecution(run);
        assertThat(execution.getStatus()).isEqualTo("preparing the engine");

        abort(jenkins, run);

        // The process that waited for the pipe is gone with the build.
        assertThat(project.hooks()).isEmpty();
        slow.assertNothingLeft(Path.of(agent.getRemoteFS()));
    }

    private String deploy() {
        return "node('docker') { %s kamalDeploy(%s) }".formatted(project.checkout(), RealProject.access());
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return Pipelines.job(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    /** As the red button does. */
    private static void abort(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    private List<String> running(RealServers.Server server) {
        return project.lab()
                .docker(server, "ps", "--format", "{{.Names}}", "--filter", "label=service")
                .lines()
                .toList();
    }

    private static StepExecution execution(WorkflowRun run, String service) throws Exception {
        String invocation = run.getActions(DeploymentAction.class).stream()
                .filter(action -> action.getDeployment().getService().equals(service))
                .findFirst()
                .orElseThrow()
                .getInvocation();
        return executions(run).stream()
                .filter(execution -> ((EngineExecution) execution).invocation().equals(invocation))
                .findFirst()
                .orElseThrow();
    }

    private static StepExecution awaitExecution(WorkflowRun run) throws Exception {
        return SlowProject.await("the step's execution")
                .until(() -> executions(run).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static List<StepExecution> executions(WorkflowRun run) throws Exception {
        CpsFlowExecution execution =
                (CpsFlowExecution) run.getExecutionPromise().get();
        return execution.getCurrentExecutions(false).get().stream()
                .filter(EngineExecution.class::isInstance)
                .toList();
    }
}
