package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Somebody asks the engine to stop, by a file or by a signal. */
class StopFlowTest extends FlowTest {

    private static final String HANG = "echo $$ > \"$LAB/hanging\"; sleep 600";

    @Test
    void whatWasStoppedBeforeItBeganDoesNotBegin() throws Exception {
        Path invocation = lab.invocation("stopped");
        askToStop(invocation);

        DeployLab.Result result = lab.kamal("deploy", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped before hook pre-connect");
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.docker.lines()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void aStopBeforeTheBuildEndsTheHookAndNothingIsBuilt() throws Exception {
        lab.whenHook("pre-build", HANG);

        DeployLab.Result result = stopOnce("the hook hangs", this::isHanging);

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped during hook pre-build");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
        assertNothingWasDoneOnServers();
        assertThat(hangingProcess()).isFalse();
    }

    @Test
    void aStopDuringAHookUnderTheLockGivesTheLockBack() throws Exception {
        lab.whenHook("pre-deploy", HANG);

        DeployLab.Result result = stopOnce("the hook hangs", this::isHanging);

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped during hook pre-deploy");
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.running(1)).isEmpty();
        assertThat(hangingProcess()).isFalse();
    }

    @Test
    void aStopDuringTheBuildEndsTheBuild() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        lab.docker.faults().holdNextDocker(never, "buildx", "build");

        DeployLab.Result result = stopOnce(
                "the build runs", () -> lab.docker.lines().stream().anyMatch(line -> line.contains("buildx build")));

        never.complete(null);
        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped during `docker buildx build");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aStopWhileTheNewContainerIsNotHealthyLeavesTheOldOneServing() throws Exception {
        String old = lab.head();
        lab.succeed("deploy");
        String fresh = lab.change("2");
        lab.forget();
        CompletableFuture<Void> later = new CompletableFuture<>();
        List<EmbeddedServer> webs = List.of(lab.server(1), lab.server(2));
        webs.forEach(server -> server.faults().holdNextDocker(later, PROXY_DEPLOY));

        DeployLab.Result result = stopOnce("both new containers are waited for", () -> webs.stream()
                .allMatch(
                        server -> server.dockerLines().stream().anyMatch(line -> line.contains("kamal-proxy deploy"))));

        later.complete(null);
        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err())
                .contains("Stopped while role web was booting on 10.0.0.1")
                .contains("10.0.0.2")
                .contains("10.0.0.1, role web: " + old + " still serves");
        for (int web : new int[] {1, 2}) {
            assertThat(lab.served(web)).isEqualTo("myapp-web-" + old);
            assertThat(lab.running(web)).containsExactly("myapp-web-" + old);
            assertThat(lab.server(web).docker().states()).containsEntry("myapp-web-" + fresh, "exited");
        }
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aStopWhileAJobIsWaitedForTakesItAway() throws Exception {
        String old = lab.head();
        lab.succeed("deploy");
        lab.configure("deploy_timeout: 3", "deploy_timeout: 60");
        lab.server(3).docker().behave("myapp-job", ImageBehaviour.CRASHES);
        String fresh = lab.head();

        DeployLab.Result result = stopOnce(
                "the job is waited for", () -> lab.server(3).docker().states().containsKey("myapp-job-" + fresh));

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void losingTheInvocationIsAStop() throws Exception {
        lab.whenHook("pre-deploy", HANG);
        Path invocation = lab.invocation("lost");
        CompletableFuture<DeployLab.Result> deploy = begin("deploy", "--invocation", invocation.toString());
        await("the hook hangs", this::isHanging);

        try (var files = Files.list(invocation)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(invocation);

        assertThat(deploy.get(60, TimeUnit.SECONDS).exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aSignalStopsARealProcessAndTheLockIsGivenBack() throws Exception {
        lab.whenHook("pre-deploy", HANG);
        Path invocation = lab.invocation("signalled");
        Process engine = startProcess("deploy", "--invocation", invocation.toString());
        await("the hook hangs", this::isHanging);
        assertThat(lab.isLocked()).isTrue();

        engine.destroy();

        assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.exitValue()).isEqualTo(128 + 15);
        assertThat(lab.isLocked()).isFalse();
        assertThat(Files.readString(root.resolve("engine.log"))).contains("Stopped during hook pre-deploy");
        assertThat(DeployLab.events(invocation, DeployEvent.CommandFinished.class))
                .singleElement()
                .satisfies(end -> assertThat(end.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS));
        assertThat(hangingProcess()).isFalse();
    }

    private DeployLab.Result stopOnce(String what, BooleanSupplier condition) throws Exception {
        Path invocation = lab.invocation("to be stopped");
        CompletableFuture<DeployLab.Result> deploy = begin("deploy", "--invocation", invocation.toString());
        await(what, condition);
        askToStop(invocation);
        return deploy.get(60, TimeUnit.SECONDS);
    }

    /** The engine as the plugin starts it, on the class path of this test. */
    private Process startProcess(String... words) throws IOException {
        for (int number = 1; number <= 4; number++) {
            int port = lab.server(number).port();
            lab.configure("10.0.0." + number + "\n", "127.0.0.1:" + port + "\n");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(lab.project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("engine.log").toFile());
        builder.environment().putAll(lab.environment);
        return builder.start();
    }

    private boolean isHanging() {
        try {
            return !Files.readString(root.resolve("hanging")).isBlank();
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean hangingProcess() throws IOException {
        long pid = Long.parseLong(Files.readString(root.resolve("hanging")).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
