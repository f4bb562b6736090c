package io.jenkins.plugins.kamal.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.FailedBoot;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A hook that writes into the directory in which plugin and engine meet. */
@WithJenkins
class HostileHookTest {

    private static final String HERE = "d=$(ls -d \"$(pwd)\"@tmp/kamal-* | head -n 1)\n";

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

    @Test
    void eventsAboutAnotherServiceAreDropped() throws Exception {
        WorkflowRun run = deployWithHook("""
                echo '{"format":1,"number":99,"at":"2026-01-01T00:00:00Z","event":"command-started","command":"deploy",\
                "service":"victim","destination":"","version":"v0","hosts":[],"roles":[],"stopSeconds":99999999}' >> "$d/events.jsonl"
                echo nonsense >> "$d/events.jsonl"
                """);
        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getActions(DeploymentAction.class)).hasSize(1);
        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getService()).isEqualTo("shop");
        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.SUCCEEDED);
        assertThat(deployment.getContainers()).hasSize(1);
        assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("WARNING: some events in the invocation's directory");
    }

    /** ERB runs before the engine reports anything, so that a forged beginning is the first one. */
    @Test
    void aBeginningAtAnotherDestinationThatErbForgesIsDropped() throws Exception {
        project.commitFile("forge.sh", """
                for d in "$(pwd)"@tmp/kamal-*; do
                  [ -e "$d/forged" ] && continue
                  : > "$d/forged"
                  echo '{"format":1,"number":1,"at":"2026-01-01T00:00:00Z","event":"command-started","command":"deploy",\
                "service":"shop","destination":"production","version":"v-old","hosts":["h"],"roles":["web"],"stopSeconds":9}' \
                    >> "$d/events.jsonl"
                  echo '{"format":1,"number":2,"at":"2026-01-01T00:00:00Z","event":"command-finished","exitStatus":0,\
                "message":"","topic":null,"millis":5}' >> "$d/events.jsonl"
                done
                """);
        project.commitFile(
                "config/forging.yml",
                Files.readString(project.directory().resolve("config/deploy.yml"))
                        + "labels:\n  forged: \"<%= `sh forge.sh`.size %>\"\n");
        project.commitFile(".kamal/hooks/pre-deploy", "#!/bin/sh\n");

        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalDeploy(configFile: 'config/forging.yml', %s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("WARNING: some events in the invocation's directory", run);
        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getDestination()).isEmpty();
        assertThat(deployment.getVersion()).isNotEqualTo("v-old");
        assertThat(deployment.getContainers()).hasSize(1);
    }

    /** XML holds no NUL, so that the build could not be saved any more; ESC [8mha: begins an annotation of Jenkins. */
    @Test
    void neitherTheRecordNorTheLogTakesWhatNoTextHas() throws Exception {
        WorkflowRun run = deployWithHook("""
                n=$(($(wc -l < "$d/events.jsonl") + 1))
                printf '{"format":1,"number":%d,"at":"+999999999-01-01T00:00:00Z","event":"boot-failed","host":"127.0.0.1","role":"web",\
                "reason":"a\\u0000b"}\\n' $n >> "$d/events.jsonl"
                printf '\\033[8mha:AAAA\\033[0mforged\\n' >> "$d/log"
                """);

        run.save();
        assertThat(run.getAction(DeploymentAction.class).getDeployment().getFailures())
                .extracting(FailedBoot::getReason)
                .containsExactly("a\uFFFDb");
        assertThat(Files.readString(run.getLogFile().toPath())).contains("\u241B[8mha:AAAA", "forged");
    }

    @Test
    void theStepEndsWhereItsLogIsANamedPipe() throws Exception {
        WorkflowRun run = deployWithHook("rm -f \"$d/log\"; mkfifo \"$d/log\"\n");
        assertThat(run.getResult()).isIn(Result.SUCCESS, Result.FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "mkdir", "ln -s /dev/zero", "ln -s /etc/passwd"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theStepEndsWhereItsFilesAreReplaced(String attack) throws Exception {
        project.commitFile(
                ".kamal/hooks/pre-connect",
                "#!/bin/sh\n" + HERE + "for f in log events.jsonl output followed commands; do rm -f \"$d/$f\"; "
                        + attack + " \"$d/$f\"; done\n");
        WorkflowRun run;
        try {
            run = Pipelines.run(jenkins, """
                    node('one') {
                      %s
                      echo "printed <${kamal(command: 'app version', returnOutput: true, %s)}>"
                    }""".formatted(project.checkout(), EmbeddedProject.access()));
        } finally {
            project.commitFile(".kamal/hooks/pre-connect", "#!/bin/sh\n");
        }
        assertThat(run.getResult()).isIn(Result.SUCCESS, Result.FAILURE);
        assertThat(JenkinsRule.getLog(run)).doesNotContain("root:x:0", "\0");
    }

    /** As those of an engine that runs as root in a container are for an agent that does not. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theStepEndsWhereItsFilesCannotBeRead() throws Exception {
        assumeTrue(
                !System.getProperty("user.name").equals("root") || Files.exists(Path.of("/usr/bin/setpriv")),
                "root reads every file here, because there is no setpriv that takes this right from an agent");
        project.agentBoundByModes(jenkins, "bound");
        project.commitFile(
                ".kamal/hooks/pre-deploy",
                "#!/bin/sh\n" + HERE + "for f in events.jsonl commands followed; do chown 65534 \"$d/$f\" 2>/dev/null;"
                        + " chmod 000 \"$d/$f\"; done\n"
                        + "cat \"$d/commands\" > /dev/null 2>&1 && echo still readable || echo unreadable\n");
        WorkflowRun run = Pipelines.run(jenkins, """
                node('bound') {
                  %s
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        jenkins.assertLogContains("unreadable", run);
        assertThat(run.getResult()).isIn(Result.SUCCESS, Result.FAILURE);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void anAbortEndsTheStepAndItsEngineWhereAFileIsInThePlaceOfTheDirectory() throws Exception {
        Path waits = temporary.resolve("waits");
        project.commitFile(
                ".kamal/hooks/pre-deploy",
                "#!/bin/sh\n" + HERE + "trap '' TERM INT HUP\necho \"$d\" > " + waits
                        + "\nwhile [ ! -e \"$d/stop\" ]; do sleep 0.1; done\n"
                        + "mv \"$d\" \"$d-away\"; : > \"$d\"; exec sleep 3600\n");
        WorkflowRun run = Pipelines.job(jenkins, """
                node('one') {
                  %s
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()))
                .scheduleBuild2(0)
                .waitForStart();
        await(() -> Files.exists(waits) && !Files.readString(waits).isBlank());

        run.getExecutor().interrupt();

        jenkins.waitForCompletion(run);
        assertThat(run.getResult()).isIn(Result.ABORTED, Result.FAILURE);
        String directory = Files.readString(waits).strip();
        await(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains(directory)));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int tries = 0; tries < 1200 && !condition.call(); tries++) {
            Thread.sleep(100);
        }
        assertThat(condition.call()).isTrue();
    }

    /** Not an attack, but seen best from a hook: the engine of every Pipeline step knows how long Jenkins may be away. */
    @Test
    void theEngineGoesOnForAnHourWithoutJenkins() throws Exception {
        WorkflowRun run = deployWithHook("echo \"absence <$(cat \"$d/followed\")>\"\n");
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("absence <3600>", run);
    }

    private static WorkflowRun deployWithHook(String attack) throws Exception {
        project.commitFile(".kamal/hooks/pre-deploy", "#!/bin/sh\n" + HERE + attack);
        return Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
    }
}
