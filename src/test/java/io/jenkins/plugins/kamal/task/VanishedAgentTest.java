package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A pod that is deleted in the middle of a deploy: the agent, the engine and the node in Jenkins are gone. */
@WithJenkins
class VanishedAgentTest {

    private static final String TIMEOUT =
            "org.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis";
    private static final String GRACE = "io.jenkins.plugins.kamal.lockGraceSeconds";
    private static final String HOOK = ".kamal/hooks/pre-deploy";

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path temporary;

    @AfterEach
    void forgetProperties() {
        System.clearProperty(TIMEOUT);
        System.clearProperty(GRACE);
    }

    @Test
    void theStepEndsWithAReasonAndTheNextDeployTakesTheLockOver(JenkinsRule jenkins) throws Exception {
        System.setProperty(TIMEOUT, "3000");
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            String hook = Files.readString(project.directory().resolve(HOOK));
            Path processes = temporary.resolve("processes");
            project.commitFile(HOOK, """
                    #!/bin/sh
                    echo "$PPID $$" > '%1$s.new'; mv '%1$s.new' '%1$s'
                    echo the hook waits
                    exec sleep 600
                    """.formatted(processes));
            Slave pod = agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name("pod-1")
                            .label("pod")
                            .build());
            WorkflowRun run = Pipelines.job(jenkins, deploy(project, "pod", ""))
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage("the hook waits", run);

            agents.stop(jenkins, pod.getNodeName());
            for (String process : Files.readString(processes).trim().split(" ")) {
                ProcessHandle handle = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
                handle.destroyForcibly();
                handle.onExit().get(1, TimeUnit.MINUTES);
            }
            jenkins.jenkins.removeNode(pod);
            jenkins.waitForCompletion(run);

            assertThat(run.getResult()).isIn(Result.FAILURE, Result.ABORTED);
            String why = "The agent pod-1 was removed from Jenkins while the engine was running on it";
            jenkins.assertLogContains(why, run);
            Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
            assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.FAILED);
            assertThat(deployment.getMessage()).startsWith(why).contains("takeOverStaleLock: true");
            Path lock = project.server().home().resolve(".kamal/lock-shop");
            assertThat(lock).as("the engine died with the pod").isDirectory();

            project.commitFile(HOOK, hook);
            project.agent(jenkins, "other");
            System.setProperty(GRACE, "0");
            WorkflowRun next = Pipelines.run(jenkins, deploy(project, "other", ", takeOverStaleLock: true"));
            jenkins.assertBuildStatusSuccess(next);
            jenkins.assertLogContains("Took over the deploy lock of a run that has ended", next);
            assertThat(lock).doesNotExist();
        }
    }

    private String deploy(EmbeddedProject project, String label, String further) {
        return """
                node('%s') {
                  withEnv(['PATH+LAB=%s', 'HOOK_LOG=%s', 'HOME=%s']) {
                    %s
                    kamalDeploy %s%s
                  }
                }
                """.formatted(
                        label,
                        project.docker().directory(),
                        temporary.resolve("hooks.log"),
                        temporary,
                        project.checkout(),
                        EmbeddedProject.access(),
                        further);
    }
}
