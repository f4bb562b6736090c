package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a canary: web runs on 10.0.0.1 and 10.0.0.2, job on 10.0.0.3. */
class CanaryFaultsFlowTest extends FlowTest {

    private String old;
    private String fresh;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
    }

    private DeployLab.Result pauseAfter(String hosts, String... more) {
        List<String> words =
                new ArrayList<>(List.of("deploy", "--canary-hosts", hosts, "--canary-watch", "0", "--canary-pause"));
        words.addAll(List.of(more));
        return lab.succeed(words.toArray(String[]::new));
    }

    private void pauseWhereTheOldContainerCannotBeStopped(int server) {
        lab.server(server).faults().failDocker("cannot stop container", "stop");
        pauseAfter("10.0.0." + server);
        lab.server(server).faults().clear();
        assertThat(lab.running(server)).hasSize(2);
    }

    @Test
    void theStaleContainerIsTheOneThatKamalProxyDoesNotServe() {
        pauseWhereTheOldContainerCannotBeStopped(1);

        assertThat(lab.succeed("app", "stale_containers").out())
                .contains("Detected stale container for role web with version " + old)
                .doesNotContain("with version " + fresh);
        lab.succeed("app", "stale_containers", "--stop");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + fresh);
    }

    @Test
    void theStaleContainerOfARoleWithoutProxyIsTheOlderOne() {
        pauseWhereTheOldContainerCannotBeStopped(3);

        lab.succeed("app", "stale_containers", "--stop");

        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
    }

    @Test
    void theCanaryIsPromotedAlthoughItsOldContainerStillRuns() {
        pauseWhereTheOldContainerCannotBeStopped(1);
        lab.forget();

        DeployLab.Result result = lab.succeed("promote", "--version", fresh);

        assertThat(result.out()).contains("10.0.0.1: " + fresh + " serves already");
        for (int server = 1; server <= 2; server++) {
            assertThat(lab.served(server)).isEqualTo("myapp-web-" + fresh);
            assertThat(lab.running(server)).containsExactly("myapp-web-" + fresh);
        }
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
    }

    @Test
    void theNextDeployServesAlthoughTheOldContainerOfTheCanaryStillRuns() {
        pauseWhereTheOldContainerCannotBeStopped(1);
        String next = lab.change("3");

        lab.succeed("deploy");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + next);
        assertThat(lab.running(1)).containsExactly("myapp-web-" + next);
    }

    @Test
    void pausesAlthoughAnotherHostDoesNotAnswer() throws Exception {
        Path invocation = lab.invocation("canary");
        CompletableFuture<Void> unreachable = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(unreachable, "stop");
        CompletableFuture<DeployLab.Result> deploy = begin(
                "deploy",
                "--canary-hosts",
                "1",
                "--canary-watch",
                "0",
                "--canary-pause",
                "--invocation",
                invocation.toString());
        await("the canary runs", () -> lab.running(1).contains("myapp-web-" + fresh));
        lab.server(2).refuseConnections();
        unreachable.complete(null);

        DeployLab.Result result = deploy.get();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out() + result.err())
                .contains("10.0.0.2: what serves there is unknown, because the host did not answer: 10.0.0.2 (port 22)")
                .contains("The deploy paused: " + fresh + " serves on 1 of 3 hosts (10.0.0.1)");
        assertThat(DeployLab.events(invocation, DeployEvent.CanaryPaused.class))
                .containsExactly(new DeployEvent.CanaryPaused(List.of("10.0.0.1"), 3));
        assertThat(DeployLab.events(invocation, DeployEvent.RoleServed.class))
                .contains(new DeployEvent.RoleServed("10.0.0.3", "job", old));
        assertThat(lab.isLocked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"--hosts, 10.0.0.3", "--roles, job"})
    void promotesToTheNamedPartAlthoughTheCanaryIsElsewhere(String option, String value) {
        pauseAfter("1");

        lab.succeed("promote", "--version", fresh, option, value);

        assertThat(lab.running(1)).containsExactly("myapp-web-" + fresh);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
    }

    @Test
    void refusesToPromoteToAPartWhatNoHostServes() {
        DeployLab.Result result = lab.kamal("promote", "--version", fresh, "--hosts", "10.0.0.2");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("There is no canary of version " + fresh)
                .contains("10.0.0.1, role web: " + old)
                .contains("10.0.0.3, role job: " + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
    }

    @Test
    void countsTheHostsOfAnEarlierCanaryOfTheSameVersion() {
        Path invocation = lab.invocation("canary");
        pauseAfter("10.0.0.1");

        DeployLab.Result result = pauseAfter("10.0.0.2", "--invocation", invocation.toString());

        assertThat(result.out()).contains(fresh + " serves on 2 of 3 hosts (10.0.0.1, 10.0.0.2)");
        assertThat(DeployLab.events(invocation, DeployEvent.CanaryPaused.class))
                .containsExactly(new DeployEvent.CanaryPaused(List.of("10.0.0.1", "10.0.0.2"), 3));
    }

    @Test
    void theAdviceRepeatsTheLimitsOfTheDeploy() {
        assertThat(pauseAfter("1", "--hosts", "10.0.0.*", "--roles", "web").out())
                .contains("`kamal promote --version " + fresh + " --hosts '10.0.0.*' --roles web`")
                .contains("`kamal rollback VERSION --only-where-missing --hosts '10.0.0.*' --roles web`");
        assertThat(pauseAfter("10.0.0.2").out()).contains("`kamal promote --version " + fresh + "`");
    }

    @Test
    void theAdviceNamesTheDestination() {
        lab.write("config/deploy.staging.yml", "proxy:\n  host: staging.lab\n");
        lab.write(
                ".kamal/secrets.staging",
                "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD + "\nAPP_SECRET=x-7431\nDB_PASSWORD=x-7432\n");
        lab.commit();
        lab.succeed("deploy", "-d", "staging");
        String next = lab.change("3");

        assertThat(pauseAfter("1", "-d", "staging").out())
                .contains("`kamal promote --version " + next + " -d staging`")
                .contains("`kamal rollback VERSION --only-where-missing -d staging`");
    }

    /** The container of the canary was renamed for the one that failed, and serves under its other name. */
    @Test
    void promotesACanaryThatWasBootedAgainInVain() {
        pauseAfter("1");
        lab.server(1).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        assertThat(lab.kamal("deploy", "--canary-hosts", "1", "--canary-watch", "0", "--canary-pause")
                        .exitStatus())
                .isEqualTo(1);
        lab.server(1).docker().behave("myapp-web", ImageBehaviour.HEALTHY);

        assertThat(lab.succeed("promote", "--version", fresh).out()).contains("10.0.0.1: " + fresh + " serves already");

        assertThat(lab.served(1)).startsWith("myapp-web-" + fresh + "_replaced_");
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
    }

    @Test
    void refusesAPlanWithoutTheSecretsThatItIsComparedWith() {
        DeployLab.Result result = lab.kamal("deploy", "--expect", "0123456789ab.0123456789ab", "--skip-secrets-upload");

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains("--expect cannot be combined with --skip-secrets-upload");
        assertNothingTouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3601", "99999", "999999999", "-1", "x"})
    void refusesAWatchOfTheCanaryThatIsTooLong(String seconds) {
        DeployLab.Result result = lab.kamal("deploy", "--canary-hosts", "1", "--canary-watch=" + seconds);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err())
                .contains("'" + seconds + "' is not a number of seconds; write a number from 0 to 3600");
        assertNothingTouched();
    }

    private void assertNothingTouched() {
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.dockerLines()).isEmpty());
    }
}
