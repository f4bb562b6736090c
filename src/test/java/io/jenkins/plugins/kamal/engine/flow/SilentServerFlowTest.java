package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that stay connected and do not answer, and servers that are lost while the lock is taken or released. */
@Timeout(180)
class SilentServerFlowTest extends FlowTest {

    private static final String WATCHED = "{{.ID}} {{.RestartCount}} {{.State.OOMKilled}} {{.State.Status}}";
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    @BeforeEach
    void waitForAFewSeconds() {
        lab.environment.put("KAMAL_ANSWER_SECONDS", "5");
    }

    @Test
    void aStatusReportsTheServerAndAsksTheOthers() {
        lab.succeed("deploy");
        lab.server(2).faults().holdNextDocker(NEVER, "container", "inspect");
        Path invocation = lab.invocation("status");

        DeployLab.Result result = lab.kamal("status", "--version", lab.head(), "--invocation", invocation.toString());

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(DeployLab.events(invocation, DeployEvent.DriftFound.class))
                .filteredOn(finding -> !finding.host().equals("10.0.0.4"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.host()).isEqualTo("10.0.0.2");
                    assertThat(finding.kind()).isEqualTo(DriftKind.UNREACHABLE);
                    assertThat(finding.actual()).startsWith("10.0.0.2: no answer within 5 s to `( kamal_ids=");
                });
        assertThat(result.out()).contains("10.0.0.1 web: " + lab.head());
    }

    @Test
    void aPlanFailsAndNamesServerAndCommand() {
        lab.server(2).faults().holdNextDocker(NEVER, "ps");

        DeployLab.Result result = lab.kamal("plan");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: no answer within 5 s to `docker ps", "Log in to the server");
    }

    @Test
    void aPreflightFailsBeforeAnythingIsBuilt() {
        lab.server(3).faults().holdNextDocker(NEVER, "info");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3: no answer within 5 s to `");
        assertNothingWasBuilt();
        assertNothingWasDoneOnServers();
    }

    @Test
    void aWatchEndsInTime() {
        lab.succeed("deploy");
        lab.change("2");
        Path invocation = lab.invocation("watched");
        for (int host = 1; host <= 2; host++) {
            lab.server(host).faults().answerDocker(() -> DockerReply.following("\n"), "logs", "kamal-proxy");
        }
        for (int inspection = 0; inspection < 5; inspection++) {
            lab.server(2).faults().holdNextDocker(NEVER, "container", "inspect", "--format", WATCHED);
        }

        DeployLab.Result result = lab.kamal("deploy", "--watch", "7", "--invocation", invocation.toString());

        assertThat(result.out() + result.err())
                .contains("the new containers could not be inspected: 10.0.0.2: no answer within 5 s to `docker");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aLockThatMayHaveBeenTakenIsNamed() {
        lab.server(1)
                .replaceProgram("mkdir", "case \"$*\" in *lock-*) exec sleep 600 ;; esac\nexec /bin/mkdir \"$@\"\n");

        DeployLab.Result result = lab.kamal("app", "stop");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.1: no answer within 5 s to `mkdir .kamal/lock-myapp")
                .contains("It is not known whether the deploy lock on 10.0.0.1 was taken", "kamal lock status");
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.contains("stop"));
    }

    @Test
    void aLockThatWasTakenWhileTheConnectionWasLostIsReleased() throws Exception {
        Path here = lab.server(1).home();
        lab.server(1)
                .replaceProgram(
                        "mkdir",
                        "case \"$*\" in *lock-*) while [ ! -e go ]; do sleep 0.05; done ;; esac\nexec /bin/mkdir \"$@\"\n");
        lab.server(1)
                .replaceProgram(
                        "cat",
                        "case \"$*\" in *lock-*) while [ ! -s \"$1\" ]; do sleep 0.05; done ;; esac\nexec /bin/cat \"$@\"\n");

        CompletableFuture<DeployLab.Result> stop = begin("app", "stop");
        await(
                "the lock is being taken",
                () -> lab.server(1).commands().stream()
                                .anyMatch(command -> !command.line().isEmpty())
                        && Files.isDirectory(here.resolve(".kamal")));
        lab.server(1).dropConnections();
        Files.createFile(here.resolve("go"));
        DeployLab.Result result = stop.get(90, TimeUnit.SECONDS);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.1: the connection was lost")
                .doesNotContain("It is not known whether the deploy lock");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aLockThatWasReleasedWhileTheConnectionWasLostCountsAsReleased() throws Exception {
        Path here = lab.server(1).home();
        lab.server(1)
                .replaceProgram(
                        "rm",
                        "/bin/rm \"$@\" || exit 1\ncase \"$*\" in *-r*lock-*) "
                                + "touch released; while [ ! -e go ]; do sleep 0.05; done ;; esac\n");

        CompletableFuture<DeployLab.Result> stop = begin("app", "stop");
        await("the lock is released", () -> Files.exists(here.resolve("released")));
        lab.server(1).dropConnections();
        DeployLab.Result result = stop.get(90, TimeUnit.SECONDS);
        Files.createFile(here.resolve("go"));

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aLockThatCannotBeCheckedEndsTheRollout() {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\nboot:\n  limit: 1\n");
        String details = lab.lockDirectory() + "/details";
        lab.whenHook("post-app-boot", "rm -f " + details + "; mkfifo " + details);

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1: no answer within 5 s to `[ ");
        assertThat(result.out()).contains("The deploy lock could not be released");
        assertThat(lab.running(1)).hasSize(1);
        assertThat(lab.running(2)).isEmpty();
    }

    @Test
    void aWrongNumberOfSecondsIsNamed() {
        lab.environment.put("KAMAL_ANSWER_SECONDS", "2m");

        assertThat(lab.kamal("app", "version").err())
                .contains("KAMAL_ANSWER_SECONDS is `2m`; set it to a number of seconds");
    }
}
