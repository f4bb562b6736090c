package io.jenkins.plugins.kamal.task.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deploy locks that builds leave behind. */
@WithJenkins
class StaleLockTest {

    private static final String GRACE = "io.jenkins.plugins.kamal.lockGraceSeconds";
    private static final String HOOK = ".kamal/hooks/pre-deploy";
    private static final String TAKE_OVER = ", takeOverStaleLock: true";

    @TempDir
    private Path temporary;

    @AfterEach
    void forgetGrace() {
        System.clearProperty(GRACE);
    }

    @Test
    void isTakenOverFromABuildThatHasEndedOnly(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "one");
            String hook = Files.readString(project.directory().resolve(HOOK));
            WorkflowJob killed = jenkins.createProject(WorkflowJob.class, "killed");
            project.commitFile(HOOK, "#!/bin/sh\nkill -9 $PPID\n");
            jenkins.assertBuildStatus(Result.FAILURE, deploy(jenkins, project, killed, ""));
            Path lock = project.server().home().resolve(".kamal/lock-shop");
            assertThat(lock).isDirectory();
            project.commitFile(HOOK, hook);
            WorkflowJob next = jenkins.createProject(WorkflowJob.class, "next");

            assertHeld(jenkins, deploy(jenkins, project, next, ""), "job/killed/1/");
            assertHeld(jenkins, deploy(jenkins, project, next, TAKE_OVER), "killed #1, which has just ended");
            System.setProperty(GRACE, "0");
            WorkflowRun taking = deploy(jenkins, project, next, TAKE_OVER);

            jenkins.assertBuildStatusSuccess(taking);
            assertThat(JenkinsRule.getLog(taking))
                    .contains("The deploy lock is held by killed #1, which has ended")
                    .contains("Took over the deploy lock of a run that has ended")
                    .contains(jenkins.getURL() + "job/killed/1/");
            assertThat(lock).doesNotExist();

            hold(lock, "Locked by: alice, https://other.example.com/job/killed/1/ at 2026-11-28T12:00:00Z");
            assertHeld(
                    jenkins, deploy(jenkins, project, next, TAKE_OVER), "somebody other than a build of this Jenkins");
            hold(lock, "Locked by: alice, " + jenkins.getURL() + "job/killed/1 at 2026-11-28T12:00:00Z");
            assertHeld(
                    jenkins, deploy(jenkins, project, next, TAKE_OVER), "somebody other than a build of this Jenkins");
            hold(
                    lock,
                    "Locked by: alice, " + jenkins.getURL() + "job/killed/1/ " + jenkins.getURL()
                            + "job/gone/1/ at 2026-11-28T12:00:00Z");
            assertHeld(
                    jenkins, deploy(jenkins, project, next, TAKE_OVER), "somebody other than a build of this Jenkins");
            release(lock);

            WorkflowJob person = jenkins.createProject(WorkflowJob.class, "person");
            jenkins.assertBuildStatusSuccess(
                    run(jenkins, project, person, "kamal command: 'lock acquire -m \"until noon\"'"));
            assertHeld(jenkins, deploy(jenkins, project, next, TAKE_OVER), "until noon");
        }
    }

    @Test
    void isLeftToABuildThatIsRunning(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "one");
            project.agent(jenkins, "two");
            System.setProperty(GRACE, "0");
            Path go = temporary.resolve("go");
            project.commitFile(HOOK, "#!/bin/sh\necho the hook waits\nuntil [ -e '" + go + "' ]; do sleep 0.1; done\n");
            WorkflowJob slow = jenkins.createProject(WorkflowJob.class, "slow");
            slow.setDefinition(Pipelines.definition(script(project, "one", "")));
            WorkflowRun holding = slow.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("the hook waits", holding);
            WorkflowJob patient = jenkins.createProject(WorkflowJob.class, "patient");
            patient.setDefinition(Pipelines.definition(script(project, "two", TAKE_OVER + ", lockWait: 120")));
            WorkflowRun waiting = patient.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("The deploy lock is held by slow #1, which is running", waiting);

            Files.createFile(go);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(holding));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(waiting));
            assertThat(JenkinsRule.getLog(waiting))
                    .containsOnlyOnce("The deploy lock is held by slow #1, which is running")
                    .doesNotContain("Took over");
        }
    }

    private static void hold(Path lock, String owner) throws Exception {
        Files.createDirectories(lock);
        String details = owner + "\nVersion: abc\nMessage: Automatic deploy lock";
        Files.writeString(
                lock.resolve("details"), Base64.getEncoder().encodeToString(details.getBytes(StandardCharsets.UTF_8)));
    }

    private static void release(Path lock) throws Exception {
        Files.delete(lock.resolve("details"));
        Files.delete(lock);
    }

    private static void assertHeld(JenkinsRule jenkins, WorkflowRun run, String why) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run)).contains("is held (.kamal/lock-shop)", why);
    }

    private static WorkflowRun deploy(JenkinsRule jenkins, EmbeddedProject project, WorkflowJob job, String further)
            throws Exception {
        return run(jenkins, project, job, "kamalDeploy " + EmbeddedProject.access() + further);
    }

    private static WorkflowRun run(JenkinsRule jenkins, EmbeddedProject project, WorkflowJob job, String step)
            throws Exception {
        job.setDefinition(Pipelines.definition("node('one') {\n" + project.checkout() + withAccess(step) + "\n}"));
        return Pipelines.run(jenkins, job);
    }

    private static String withAccess(String step) {
        return step.startsWith("kamal ") ? step + ", " + EmbeddedProject.access() : step;
    }

    private static String script(EmbeddedProject project, String label, String further) {
        return "node('" + label + "') {\n" + project.checkout() + "kamalDeploy " + EmbeddedProject.access() + further
                + "\n}";
    }
}
