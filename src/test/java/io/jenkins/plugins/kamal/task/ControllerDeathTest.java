package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.Slave;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.RealProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A Jenkins process of its own that dies in the middle of a deploy, with an inbound agent and real servers. The libraries
 * come from the packaged API plugins; the plugin itself is linked from its build (the harness makes {@code kamal.jpl}).
 */
class ControllerDeathTest {

    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path temporary;

    private RealServers lab;

    @BeforeEach
    void makeProject() throws Throwable {
        lab = RealServers.require();
        SlowProject.make(new RealProject(lab, temporary));
        real.extraEnv("KAMAL_LAB", lab.privateKeyFile().getParent().toString());
        real.startJenkins();
        agents.createAgent(
                real, InboundAgentExtension.Options.newBuilder().name("remote").build());
        real.runRemotely(ControllerDeathTest::configure, temporary.toString());
    }

    @AfterEach
    void leaveNothingBehind() {
        if (lab != null) {
            lab.clean();
        }
    }

    @Test
    void deploysFromAnInboundAgentThroughTheKillOfTheController() throws Throwable {
        real.runRemotely(ControllerDeathTest::startDeploy, temporary.toString());
        real.stopJenkinsForcibly();
        real.startJenkins();
        real.runRemotely(ControllerDeathTest::finishDeploy, temporary.toString());
    }

    @Test
    void deploysOnceThoughTheControllerDiedBeforeItNotedTheLaunch() throws Throwable {
        real.runRemotely(ControllerDeathTest::startDeployAndDieAtOnce, temporary.toString());
        SlowProject.await("the death of Jenkins").until(() -> !real.isAlive());
        real.stopJenkinsForcibly();
        real.startJenkins();
        real.runRemotely(ControllerDeathTest::finishDeploy, temporary.toString());
    }

    private static void configure(JenkinsRule jenkins, String temporary) throws Throwable {
        RealProject project = project(temporary);
        project.configure();
        project.equip((Slave) jenkins.jenkins.getNode("remote"), Path.of(temporary, "home"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "deploy");
        job.setDefinition(new CpsFlowDefinition(SlowProject.of(project).pipeline("remote"), true));
    }

    private static void startDeploy(JenkinsRule jenkins, String temporary) throws Throwable {
        WorkflowRun run = job(jenkins).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(SlowProject.line(100), run);
        SlowProject.of(project(temporary)).open("myapp");
    }

    private static void startDeployAndDieAtOnce(JenkinsRule jenkins, String temporary) throws Throwable {
        SlowProject.of(project(temporary)).open("myapp");
        jenkins.jenkins.getExtensionList(LauncherDecorator.class).add(new Death());
        job(jenkins).scheduleBuild2(0).waitForStart();
    }

    private static void finishDeploy(JenkinsRule jenkins, String temporary) throws Throwable {
        SlowProject slow = SlowProject.of(project(temporary));
        slow.becomeHealthy();
        WorkflowRun run = job(jenkins).getLastBuild();
        jenkins.waitForCompletion(run);
        String log = JenkinsRule.getLog(run);
        System.out.println(log);
        jenkins.assertBuildStatusSuccess(run);
        assertThat(log).doesNotContainIgnoringCase("slf4j").doesNotContain("started already");
        Slave agent = (Slave) jenkins.jenkins.getNode("remote");
        // A controller that is killed after it wrote a line and before it noted so writes it twice, and never not at
        // all.
        List<Integer> numbers =
                SlowProject.numbers(log, "myapp").stream().distinct().toList();
        slow.assertDeployedOnce(run, numbers, Path.of(agent.getRemoteFS()));
        assertThat(run.getAction(DeploymentAction.class).getDeployment().getContainers())
                .allMatch(container -> container.isProven());
    }

    private static WorkflowJob job(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("deploy", WorkflowJob.class);
    }

    private static RealProject project(String temporary) throws Exception {
        return RealProject.of(RealServers.require(), Path.of(temporary));
    }

    /** Ends this Jenkins as soon as it has launched the engine, before anything can be noted. */
    private static final class Death extends LauncherDecorator {

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    Proc launched = super.launch(starter);
                    if (starter.cmds().stream().anyMatch(word -> word.contains("script.sh")) && isEngine(starter)) {
                        Runtime.getRuntime().halt(1);
                    }
                    return launched;
                }
            };
        }

        /**
         * The Pipeline's own shell steps are launched in the same way, before there is a directory of an invocation.
         */
        private static boolean isEngine(Launcher.ProcStarter starter) {
            try {
                FilePath temporary = starter.pwd().withSuffix("@tmp");
                return temporary.list().stream().anyMatch(file -> file.getName().startsWith("kamal-"));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("cannot see " + starter.pwd(), e);
            }
        }
    }
}
