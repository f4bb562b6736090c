package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.parent.CallDirectory;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks that call {@code kamal}: a process of its own, which goes on with what the caller has. */
class HookCallsFlowTest extends FlowTest {

    /** Another process does not know where the lab's servers are, so they are named by where they listen. */
    @BeforeEach
    void nameServersByTheirPorts() {
        for (int number = 1; number <= 4; number++) {
            int port = lab.server(number).port();
            lab.configure("10.0.0." + number + "\n", "127.0.0.1:" + port + "\n");
        }
    }

    @Test
    void takesOverConfigurationDestinationAndVersion() {
        lab.write("config/shop.yml", other("shop"));
        lab.write("config/shop.staging.yml", "env:\n  clear:\n    STAGE: staging\n");
        lab.whenHook("post-deploy", "kamal config > \"$LAB/said\" 2>&1");

        lab.succeed("hook", "post-deploy", "-c", "config/shop.yml", "-d", "staging", "--version", "v1");

        assertThat(said()).contains(":version: v1").contains("shop:v1").contains("service_with_version: shop-v1");
        assertThat(lab.hooks().get(0).environment()).containsEntry("KAMAL_DESTINATION", "staging");
    }

    @Test
    void aClearedEnvironmentTakesOverNothing() {
        lab.write("config/shop.yml", other("shop"));
        lab.whenHook(
                "post-deploy",
                "env -i PATH=\"$PATH\" HOME=\"$HOME\" LAB=\"$LAB\" kamal config > \"$LAB/said\" 2>&1;"
                        + " PATH=/nowhere; command -v kamal || echo none there >> \"$LAB/said\"");

        lab.succeed("hook", "post-deploy", "-c", "config/shop.yml", "--version", "v1");

        assertThat(said())
                .contains("myapp-" + lab.head())
                .doesNotContain("shop")
                .contains("none there");
    }

    @Test
    void neitherTakesNorReleasesTheLockThatTheCallerHolds() {
        lab.whenHook("pre-deploy", "PATH=\"/opt/x:$PATH\"; kamal prune all && kamal lock status > \"$LAB/said\"");

        DeployLab.Result result = lab.succeed("deploy");

        assertThat(said()).contains("Locked by: Lab Person");
        assertThat(result.out())
                .contains("| kamal prune all")
                .containsOnlyOnce("==> Acquire the deploy lock")
                .containsOnlyOnce("==> Release the deploy lock");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void takesTheLockOfAnotherService() {
        lab.write("config/other.yml", other("other"));
        lab.whenHook("pre-deploy", "kamal prune all -v -c config/other.yml");

        DeployLab.Result result = lab.succeed("deploy");

        assertThat(result.out())
                .contains("| ==> Acquire the deploy lock")
                .contains("mkdir .kamal/lock-other")
                .contains("| ==> Release the deploy lock");
    }

    @Test
    void lockReleaseReleases() {
        lab.whenHook("pre-deploy", "kamal lock release");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(lab.hookNames()).contains("pre-deploy", "post-app-boot");
        assertThat(result.err()).contains("is no longer ours").contains("Somebody released it during this run");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void preConnectRunsOnceThoughItCallsKamalItself() {
        lab.whenHook("pre-connect", "kamal app containers");
        lab.whenHook("post-deploy", "kamal app containers");

        lab.succeed("deploy");

        assertThat(lab.hookNames()).containsExactlyElementsOf(DeployLab.HOOKS);
    }

    @Test
    void preConnectRunsBeforeTheFirstConnectionOfACallWhereTheCallerMadeNone() {
        lab.whenHook("pre-build", "kamal app containers");

        lab.succeed("hook", "pre-build");

        assertThat(lab.hookNames()).containsExactly("pre-build", "pre-connect");
    }

    @Test
    void takesOverWhatThePluginHandsOver() throws IOException {
        String key = Files.readString(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(root.resolve("home/.ssh/known_hosts"));
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong", "DB_PASSWORD=x", "ASKED=$(echo once >> \"$LAB/asked\"; echo 1)");
        Path invocation = lab.invocation("one");
        InvocationFlowTest.handOver(
                invocation,
                new Handover(
                        "root",
                        List.of(new Handover.SshKey(key, null)),
                        lab.servers.knownHosts(),
                        new Handover.RegistryLogin("deployer", DeployLab.PASSWORD),
                        Map.of("APP_SECRET", "handed over")),
                "rw-------");
        lab.whenHook("post-deploy", "kamal registry login && kamal redeploy --skip-hooks");

        DeployLab.Result result = lab.succeed("deploy", "--invocation", invocation.toString());

        assertThat(result.out()).contains("| kamal redeploy: myapp " + lab.head());
        assertThat(root.resolve("asked")).hasContent("once");
        List<NumberedEvent> events = DeployLab.events(invocation);
        assertThat(events.stream().map(NumberedEvent::number))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(DeployLab.events(invocation, DeployEvent.CommandStarted.class))
                .extracting(DeployEvent.CommandStarted::command)
                .containsExactly("deploy");
    }

    @Test
    void leavesNoSecretWhereOthersSeeIt() throws IOException {
        lab.whenHook("pre-build", """
                where=$(dirname "$(command -v kamal)")
                { stat -c %a "$where" "$where/kamal"; ls "$where"; env; cat "$where/kamal"; } > "$LAB/said"
                kamal app exec --reuse --raw 'printenv APP_SECRET' > "$LAB/printed" 2>&1 &
                call=$!
                while kill -0 $call 2>/dev/null; do
                  cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' >> "$LAB/said"
                  sleep 0.05
                done
                wait""");
        lab.succeed("deploy");

        lab.succeed("deploy");

        assertThat(said().lines()).startsWith("700", "700", "caller", "kamal");
        DeployLab.SECRETS.forEach(secret -> assertThat(said()).doesNotContain(secret));
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(CallDirectory.PREFIX));
        }
    }

    @Test
    void redactsWhatACallPrints() {
        lab.write(".kamal/hooks/speaks", "#!/bin/sh\necho \"it is $APP_SECRET\"\n");
        lab.project.resolve(".kamal/hooks/speaks").toFile().setExecutable(true);
        lab.whenHook("post-deploy", "kamal hook speaks > \"$LAB/said\"");

        lab.succeed("hook", "post-deploy");

        assertThat(said()).contains("it is [REDACTED]").doesNotContain(DeployLab.APP_SECRET);
    }

    @Test
    void whatIsDeployedInAHookIsTheVersionOfTheRun() {
        String version = lab.head();
        lab.whenHook("post-deploy", "git commit -q --allow-empty -m later; kamal redeploy --skip-hooks");

        lab.succeed("deploy");

        assertThat(lab.head()).isNotEqualTo(version);
        assertThat(lab.registry.tags(DeployLab.IMAGE)).containsExactlyInAnyOrder(version, "latest");
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
    }

    @Test
    void anotherVersionOfTheSameIsRefusedBeforeAnythingIsDone() {
        lab.whenHook(
                "pre-connect",
                "kamal deploy --skip-hooks --version other > \"$LAB/said\" 2>&1;"
                        + " VERSION=third kamal build push --skip-hooks >> \"$LAB/said\" 2>&1; exit 1");

        lab.kamal("deploy");

        assertThat(said())
                .contains("`kamal deploy` is asked for version other of myapp by a hook of a run whose version is "
                        + lab.head())
                .contains("`kamal build` is asked for version third");
        assertThat(lab.docker.lines()).isEmpty();
        assertNothingWasDoneOnServers();
    }

    @Test
    void otherCommandsKeepKamalsRuleForTheirVersion() {
        String first = lab.head();
        lab.succeed("deploy");
        lab.change("2");
        lab.whenHook("pre-deploy", "kamal app exec --reuse -r web true > \"$LAB/said\" 2>&1");

        lab.succeed("deploy");

        assertThat(said()).contains("Launching command with version " + first + " from existing container");
    }

    @Test
    void hooksThatCallThemselvesEndWithASentence() {
        lab.whenHook("post-deploy", "kamal hook post-deploy");

        DeployLab.Result result = lab.kamal("hook", "post-deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out())
                .contains("Hooks call kamal, which runs hooks, 6 deep")
                .contains("--skip-hooks");
        assertThat(lab.hookNames()).hasSize(6);
    }

    @Test
    void aStopEndsACallToo_whichGivesItsOwnLockBack() throws Exception {
        lab.write("config/other.yml", other("other") + "hooks_path: other-hooks\n");
        lab.write("other-hooks/docker-setup", "#!/bin/sh\necho $$ > \"$LAB/hanging\"; sleep 600\n");
        lab.project.resolve("other-hooks/docker-setup").toFile().setExecutable(true);
        lab.whenHook("pre-build", "kamal server bootstrap -c config/other.yml");
        Path invocation = lab.invocation("stopped");
        CompletableFuture<DeployLab.Result> deploy = begin("deploy", "--invocation", invocation.toString());
        Path lock = lab.server(1).home().resolve(".kamal/lock-other");
        await("the hook of the hook's call hangs", () -> Files.exists(root.resolve("hanging")));
        assertThat(lock).exists();

        askToStop(invocation);

        assertThat(deploy.get(60, TimeUnit.SECONDS).exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(lock).doesNotExist();
        assertThat(lab.isLocked()).isFalse();
    }

    private String said() {
        try {
            return Files.readString(root.resolve("said"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of another service on the first server. */
    private String other(String service) {
        return DeployLab.CONFIGURATION
                        .substring(0, DeployLab.CONFIGURATION.indexOf("servers:"))
                        .replace("myapp", service)
                + "servers:\n  - 127.0.0.1:" + lab.server(1).port() + "\n"
                + "builder:\n  arch: amd64\n  driver: docker\n"
                + "registry:\n  server: 10.0.0.9:5555\n  username: deployer\n  password:\n    - KAMAL_REGISTRY_PASSWORD\n";
    }
}
