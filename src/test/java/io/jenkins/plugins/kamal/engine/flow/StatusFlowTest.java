package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code status}: what runs, and how that differs from what is expected. */
class StatusFlowTest extends FlowTest {

    /** Every docker command that a status may send. */
    private static final Pattern READING = Pattern.compile(
            "docker (ps|info|version|inspect|container inspect|image inspect|exec kamal-proxy kamal-proxy list)( .*)?",
            Pattern.DOTALL);

    /** A second role behind the proxy, on a host of the first one. */
    private static final String API = """
              api:
                hosts:
                  - 10.0.0.1
                cmd: /app api
                proxy:
                  host: api.lab
            """;

    private int statuses;

    @BeforeEach
    void deploy() {
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        lab.succeed("setup");
    }

    /** The events, the log and the outcome of a status. */
    private record Asked(
            List<DeployEvent.RoleFound> roles,
            List<DeployEvent.DriftFound> findings,
            List<DeployEvent.StatusAsked> end,
            DeployLab.Result result) {

        List<String> found() {
            return findings.stream()
                    .map(finding -> finding.host() + (finding.role().isEmpty() ? "" : " " + finding.role()) + ": "
                            + finding.text())
                    .toList();
        }

        List<DriftKind> kinds() {
            return findings.stream().map(DeployEvent.DriftFound::kind).toList();
        }

        boolean drifting() {
            return end.get(0).drifting();
        }
    }

    private Asked status(String... options) throws Exception {
        lab.forget();
        Path invocation = lab.invocation("status" + statuses++);
        List<String> words = new ArrayList<>(List.of("status", "--invocation", invocation.toString()));
        words.addAll(Arrays.asList(options));
        List<String> files = lab.filesOfServers();
        List<String> local = lab.docker.lines();
        DeployLab.Result result = lab.kamal(words.toArray(String[]::new));
        for (EmbeddedServer server : lab.servers.all()) {
            assertThat(server.dockerLines()).allMatch(READING.asMatchPredicate());
            assertThat(server.commands()).as("one script").hasSizeLessThanOrEqualTo(1);
        }
        assertThat(lab.filesOfServers()).isEqualTo(files);
        assertThat(lab.docker.lines()).isEqualTo(local);
        assertThat(result.out() + Files.readString(invocation.resolve("events.jsonl")))
                .doesNotContain(DeployLab.SECRETS);
        return new Asked(
                DeployLab.events(invocation, DeployEvent.RoleFound.class),
                DeployLab.events(invocation, DeployEvent.DriftFound.class),
                DeployLab.events(invocation, DeployEvent.StatusAsked.class),
                result);
    }

    @Test
    void nothingDiffersAfterADeploy() throws Exception {
        lab.forget();
        Asked asked = status("--version", lab.head(), "--fail-on-drift");

        assertThat(asked.result().exitStatus()).isZero();
        assertThat(asked.found()).isEmpty();
        assertThat(asked.end()).containsExactly(new DeployEvent.StatusAsked(lab.head(), false));
        assertThat(asked.roles())
                .extracting(role -> role.host() + " " + role.role() + " " + role.version() + " " + role.state())
                .containsExactly(
                        "10.0.0.1 web " + lab.head() + " running",
                        "10.0.0.2 web " + lab.head() + " running",
                        "10.0.0.3 job " + lab.head() + " running");
        assertThat(asked.roles()).allSatisfy(role -> assertThat(role.digest()).startsWith("sha256:"));
        assertThat(asked.result().out()).contains("The servers do not differ.");
    }

    @Test
    void anotherVersionThanTheNamedOneIsDriftAndFailsTheCommandOnlyIfWanted() throws Exception {
        Asked asked = status("--version", "0123abc");

        assertThat(asked.result().exitStatus()).isZero();
        assertThat(asked.drifting()).isTrue();
        assertThat(asked.found())
                .containsExactly(
                        "10.0.0.1 web: version " + lab.head() + " runs instead of 0123abc",
                        "10.0.0.2 web: version " + lab.head() + " runs instead of 0123abc",
                        "10.0.0.3 job: version " + lab.head() + " runs instead of 0123abc");

        Asked failed = status("--version", "0123abc", "--fail-on-drift");

        assertThat(failed.result().exitStatus()).isEqualTo(1);
        assertThat(failed.result().err())
                .contains(
                        "The servers differ from what is expected",
                        "10.0.0.1 web: version " + lab.head() + " runs instead of 0123abc",
                        "Run `kamal plan`");
        assertThat(failed.end()).hasSize(1);
    }

    @Test
    void withoutANamedVersionAllHostsMustRunWhatMostRun() throws Exception {
        String first = lab.head();
        String second = lab.change("2");
        lab.succeed("deploy", "--hosts", "10.0.0.1");

        Asked asked = status();

        assertThat(asked.end().get(0).expected()).isEqualTo(first);
        assertThat(asked.found()).containsExactly("10.0.0.1 web: version " + second + " runs instead of " + first);
    }

    private static String open(String version, String kind, String... hosts) {
        return "--open-canary=" + version + ",2026-08-01T10:42:00Z," + kind + "," + String.join(",", hosts);
    }

    @Test
    void aKnownCanaryByHostsIsANote() throws Exception {
        String old = lab.head();
        String fresh = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1", "--canary-watch", "0", "--canary-pause");

        for (String[] options : List.of(new String[0], new String[] {"--version", old})) {
            List<String> words = new ArrayList<>(List.of(options));
            words.add(open(fresh, "hosts", "10.0.0.1"));
            Asked asked = status(words.toArray(String[]::new));

            assertThat(asked.drifting()).isFalse();
            assertThat(asked.end().get(0).expected()).isEqualTo(old);
            assertThat(asked.found())
                    .containsExactly(
                            "10.0.0.1 web: canary of version " + fresh + " since 2026-08-01 10:42 UTC on 10.0.0.1");
        }
    }

    @Test
    void anotherImageThanTheRecordedOneOfAKnownCanaryByHostsIsDrift() throws Exception {
        String fresh = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1", "--canary-watch", "0", "--canary-pause");
        String recorded = "sha256:" + "0".repeat(64);

        Asked asked =
                status(open(fresh, "hosts", "10.0.0.1"), "--pushed", DeployLab.IMAGE + ":" + fresh + "@" + recorded);

        assertThat(asked.kinds()).containsExactly(DriftKind.CANARY, DriftKind.DIGEST);
        assertThat(asked.found().get(1))
                .startsWith("10.0.0.1 web: the image sha256:")
                .endsWith(" runs instead of " + recorded);
    }

    @Test
    void theTimeOfAKnownCanaryIsShownHoweverManyHostsServeIt() throws Exception {
        String[] hosts =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "10.0.0." + i).toArray(String[]::new);
        String fresh = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1", "--canary-watch", "0", "--canary-pause");

        assertThat(status(open(fresh, "hosts", hosts)).found().get(0))
                .startsWith("10.0.0.1 web: canary of version " + fresh + " since 2026-08-01 10:42 UTC on 10.0.0.1")
                .endsWith("…");
    }

    @Test
    void theOtherHostsTellTheExpectedVersionWhereTheCanaryIsOnMost() throws Exception {
        String old = lab.head();
        String fresh = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1,10.0.0.2", "--canary-watch", "0", "--canary-pause");

        Asked asked = status(open(fresh, "hosts", "10.0.0.1", "10.0.0.2"));

        assertThat(asked.end().get(0).expected()).isEqualTo(old);
        assertThat(asked.kinds()).containsExactly(DriftKind.CANARY, DriftKind.CANARY);
    }

    @Test
    void anotherVersionOnTheHostsOfAKnownCanaryIsDriftAndSoIsItsVersionElsewhere() throws Exception {
        String old = lab.head();
        String fresh = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1", "--canary-watch", "0", "--canary-pause");

        Asked asked = status(open(fresh, "hosts", "10.0.0.2"), "--version", old);

        assertThat(asked.found())
                .containsExactly(
                        "10.0.0.1 web: version " + fresh + " runs instead of " + old,
                        "10.0.0.2 web: version " + old + " runs instead of " + fresh);
        assertThat(asked.drifting()).isTrue();
    }

    @Test
    void aCanaryByVisitorsIsANote() throws Exception {
        String fresh = lab.change("2");
        lab.succeed("deploy", "--rollout-percent", "10");

        Asked unknown = status();
        Asked known = status(open(fresh, "visitors", "10.0.0.1"));

        assertThat(unknown.drifting()).isFalse();
        assertThat(unknown.found())
                .containsExactly(
                        "10.0.0.1 web: canary of version " + fresh + " for some of the visitors",
                        "10.0.0.2 web: canary of version " + fresh + " for some of the visitors");
        assertThat(known.drifting()).isFalse();
        assertThat(known.found())
                .contains("10.0.0.1 web: canary of version " + fresh
                        + " for some of the visitors since 2026-08-01 10:42 UTC");
    }

    @Test
    void anotherCanaryByVisitorsThanTheKnownOneOrNoneIsDrift() throws Exception {
        String fresh = lab.change("2");
        lab.succeed("deploy", "--rollout-percent", "10");
        lab.server(2).docker().crash("myapp-web-" + fresh + "_rollout", 0);

        assertThat(status(open("0123abc", "visitors", "10.0.0.1", "10.0.0.2")).found())
                .containsExactly(
                        "10.0.0.1 web: the canary of version " + fresh
                                + " serves some of the visitors instead of 0123abc",
                        "10.0.0.2: the canary of version 0123abc for some of the visitors does not run");
    }

    @Test
    void aCanaryThatFailedIsDriftAsLongAsItServesAnybody() throws Exception {
        String fresh = lab.change("2");
        lab.succeed("deploy", "--rollout-percent", "10");

        Asked serving = status(open(fresh, "failed", "10.0.0.2"));
        lab.server(1).docker().crash("myapp-web-" + fresh + "_rollout", 0);
        lab.server(2).docker().crash("myapp-web-" + fresh + "_rollout", 0);
        Asked ended = status(open(fresh, "failed", "10.0.0.2"));

        assertThat(serving.drifting()).isTrue();
        assertThat(serving.found())
                .containsExactly(
                        "10.0.0.1 web: the canary of version " + fresh
                                + " still serves some of the visitors, although it failed",
                        "10.0.0.2 web: the canary of version " + fresh
                                + " still serves some of the visitors, although it failed");
        assertThat(ended.found()).isEmpty();
    }

    @Test
    void aCanaryOfAnotherVersionThanTheOneThatFailedIsANote() throws Exception {
        lab.change("2");
        lab.succeed("deploy", "--rollout-percent", "10");

        assertThat(status(open("0123abc", "failed", "10.0.0.1")).kinds())
                .containsExactly(DriftKind.CANARY, DriftKind.CANARY);
    }

    @Test
    void aRoleWithoutItsPartOfAKnownCanaryIsDriftAlsoBesideARoleThatHasIts() throws Exception {
        lab.configure("  job:\n    hosts:", API + "  job:\n    hosts:");
        lab.change("2");
        lab.succeed("deploy");
        String fresh = lab.change("3");
        lab.succeed("deploy", "--rollout-percent", "10");
        lab.server(1).docker().crash("myapp-api-" + fresh + "_rollout", 0);

        Asked asked = status(open(fresh, "visitors", "10.0.0.1", "10.0.0.2"));

        assertThat(asked.kinds()).containsExactly(DriftKind.CANARY, DriftKind.OTHER_CANARY, DriftKind.CANARY);
        assertThat(asked.found())
                .contains("10.0.0.1 api: the canary of version " + fresh + " for some of the visitors does not run");
    }

    @Test
    void aKnownCanaryOfSomeRolesIsNotMissingForTheOthers() throws Exception {
        lab.configure("  job:\n    hosts:", API + "  job:\n    hosts:");
        lab.change("2");
        lab.succeed("deploy");
        String fresh = lab.change("3");
        lab.succeed("deploy", "--rollout-percent", "10", "--roles", "web");

        assertThat(status(open(fresh, "visitors", "10.0.0.1", "10.0.0.2")).kinds())
                .containsExactly(DriftKind.CANARY, DriftKind.CANARY);
    }

    @Test
    void aCanaryThatCannotBeReadIsRefused() {
        assertThat(lab.kamal("status", "--open-canary", "0123abc,10:42,hosts,10.0.0.1")
                        .exitStatus())
                .isEqualTo(2);
        assertThat(lab.kamal("status", "--open-canary", "0123abc,2026-08-01T10:42:00Z,roles,web")
                        .err())
                .contains("must be a version, a time, 'hosts', 'visitors' or 'failed', and hosts");
    }

    @Test
    void anotherImageThanTheRecordedOneIsDrift() throws Exception {
        String recorded = "sha256:" + "0".repeat(64);
        String pushed = DeployLab.IMAGE + ":" + lab.head() + "@" + recorded;

        Asked asked = status("--version", lab.head(), "--pushed", pushed);

        assertThat(asked.kinds()).containsExactly(DriftKind.DIGEST, DriftKind.DIGEST, DriftKind.DIGEST);
        assertThat(asked.found()).allMatch(found -> found.endsWith(" runs instead of " + recorded));
    }

    @Test
    void namesContainersThatAreStoppedMissingRestartingOrUnhealthy() throws Exception {
        String name = "myapp-web-" + lab.head();
        lab.server(1).docker().run("stop", name);
        lab.server(2).docker().run("stop", name);
        lab.server(2).docker().run("rm", name);
        lab.server(3).docker().run("rm", "--force", "myapp-job-" + lab.head());
        lab.server(3).docker().behave("myapp-job", ImageBehaviour.CRASHES);
        start(3, "job", lab.head());
        lab.server(4).docker().run("stop", "myapp-db");

        Asked asked = status("--version", lab.head());

        assertThat(asked.found())
                .containsExactly(
                        "10.0.0.1 web: container " + name + " is exited",
                        "10.0.0.2 web: the role has no container",
                        "10.0.0.3 job: container myapp-job-" + lab.head() + " is restarting",
                        "10.0.0.4: accessory db is exited");
        assertThat(asked.roles())
                .extracting(DeployEvent.RoleFound::state)
                .containsExactly("exited", "missing", "restarting");
    }

    /** Starts a container of a role beside the engine, with a health check. */
    private void start(int server, String role, String version) {
        lab.server(server)
                .docker()
                .run(
                        "run",
                        "--detach",
                        "--restart",
                        "unless-stopped",
                        "--health-cmd",
                        "true",
                        "--name",
                        "myapp-" + role + "-" + version,
                        "--label",
                        "service=myapp",
                        "--label",
                        "destination=",
                        "--label",
                        "role=" + role,
                        DeployLab.IMAGE + ":latest");
    }

    @Test
    void aContainerWhoseHealthCheckFailsIsDrift() throws Exception {
        lab.server(3).docker().run("rm", "--force", "myapp-job-" + lab.head());
        lab.server(3).docker().behave("myapp-job", ImageBehaviour.UNHEALTHY);
        start(3, "job", lab.head());

        assertThat(status("--version", lab.head()).found())
                .containsExactly("10.0.0.3 job: container myapp-job-" + lab.head() + " is unhealthy");
    }

    @Test
    void aHostThatCannotBeReachedIsAFindingAndTheOthersAreAsked() throws Exception {
        lab.server(2).refuseConnections();

        Asked asked = status("--version", lab.head());

        assertThat(asked.result().exitStatus()).isZero();
        assertThat(asked.kinds()).containsExactly(DriftKind.UNREACHABLE);
        assertThat(asked.findings().get(0).host()).isEqualTo("10.0.0.2");
        assertThat(asked.roles()).extracting(DeployEvent.RoleFound::host).containsExactly("10.0.0.1", "10.0.0.3");
    }

    @Test
    void dockerThatDoesNotAnswerIsAFinding() throws Exception {
        for (String command : List.of("info", "version", "ps", "inspect", "exec")) {
            lab.server(3).faults().failDocker("the daemon is gone", command);
        }

        Asked asked = status("--version", lab.head());

        assertThat(asked.kinds()).containsExactly(DriftKind.DOCKER);
        assertThat(asked.found().get(0)).contains("Docker does not answer", "the daemon is gone");
    }

    @Test
    void namesContainersOfRolesThatAreNotConfiguredAndSeveralOfOneRole() throws Exception {
        String version = lab.head();
        start(1, "web", "old");
        lab.configure("  job:\n", "  worker:\n");

        Asked asked = status("--version", version);

        assertThat(asked.found())
                .contains(
                        "10.0.0.1 web: several containers run: myapp-web-old, myapp-web-" + version,
                        "10.0.0.3 job: container myapp-job-" + version
                                + " runs, although the role is not configured here",
                        "10.0.0.3 worker: the role has no container");
    }

    @Test
    void namesWhatKamalProxyDoesDifferently() throws Exception {
        String version = lab.head();
        lab.server(1).docker().run("stop", "kamal-proxy");
        lab.server(2).docker().run("exec", "kamal-proxy", "kamal-proxy", "stop", "myapp-web");

        assertThat(status("--version", version).found())
                .containsExactly(
                        "10.0.0.1: kamal-proxy does not run",
                        "10.0.0.2 web: kamal-proxy answers the requests itself, as in maintenance mode");

        lab.server(1).docker().run("start", "kamal-proxy");
        lab.server(1).docker().run("exec", "kamal-proxy", "kamal-proxy", "remove", "myapp-web");
        lab.server(2).docker().run("exec", "kamal-proxy", "kamal-proxy", "resume", "myapp-web");
        lab.server(2)
                .docker()
                .run("run", "--detach", "--network", "kamal", "--name", "other", DeployLab.IMAGE + ":latest");
        lab.server(2).docker().run("exec", "kamal-proxy", "kamal-proxy", "deploy", "myapp-web", "--target", "other:80");

        assertThat(status("--version", version).found())
                .containsExactly(
                        "10.0.0.1 web: kamal-proxy does not serve myapp-web",
                        "10.0.0.2 web: kamal-proxy does not send the requests to myapp-web-" + version);
    }

    @Test
    void aFreshLockIsANoteAndAnOldOneIsDrift() throws Exception {
        lock(Instant.now());

        Asked fresh = status("--version", lab.head());

        assertThat(fresh.kinds()).containsExactly(DriftKind.LOCK);
        assertThat(fresh.drifting()).isFalse();
        assertThat(fresh.found().get(0)).contains("the deploy lock has been held for 0 minutes", "Message: testing");
        lock(Instant.now().minus(Duration.ofHours(2)));

        assertThat(status("--version", lab.head()).kinds()).containsExactly(DriftKind.STALE_LOCK);
    }

    private void lock(Instant since) throws IOException {
        Files.createDirectories(lab.lockDirectory());
        String details = "Locked by: Ann at " + since + "\nVersion: 1\nMessage: testing";
        Files.writeString(
                lab.lockDirectory().resolve("details"),
                Base64.getEncoder().encodeToString(details.getBytes(StandardCharsets.UTF_8)) + "\n");
    }

    @Test
    void littleFreeSpaceIsANoteAndTooLittleForADeployIsDrift() throws Exception {
        Path df = lab.server(3).home().resolveSibling("bin").resolve("df");
        Files.writeString(df, "#!/bin/sh\necho '/dev/sda1 100000000 99500000 500000 99% /'\n");
        assertThat(df.toFile().setExecutable(true)).isTrue();
        assertThat(status("--version", lab.head()).kinds()).containsExactly(DriftKind.DISK_LOW);
        Files.writeString(df, "#!/bin/sh\necho '/dev/sda1 100000000 99950000 50000 99% /'\n");

        assertThat(status("--version", lab.head()).kinds()).containsExactly(DriftKind.DISK_FULL);
    }

    @Test
    void readsTheEndOfTheCertificateThatTheConfigurationGives() throws Exception {
        String version = lab.head();
        lab.configure(
                "  app_port: 80\n", "  app_port: 80\n  ssl:\n    certificate_pem: CERT\n    private_key_pem: KEY\n");
        Path file = lab.server(1).home().resolve(".kamal/proxy/apps-config/myapp/tls/web/cert.pem");
        Files.createDirectories(file.getParent());
        Files.writeString(file, certificate(3));
        Path other = lab.server(2).home().resolve(".kamal/proxy/apps-config/myapp/tls/web/cert.pem");
        Files.createDirectories(other.getParent());
        Files.writeString(other, certificate(90));

        Asked asked = status("--version", version);

        assertThat(asked.kinds()).containsExactly(DriftKind.CERTIFICATE);
        assertThat(asked.found().get(0)).startsWith("10.0.0.1 web: the certificate expires in 2 days, on ");
        Files.writeString(other, "no certificate");
        Files.delete(file);

        assertThat(status("--version", version).found())
                .containsExactly(
                        "10.0.0.1 web: the certificate that proxy/ssl names is not on the server; a deploy uploads it",
                        "10.0.0.2 web: the certificate that proxy/ssl names cannot be read on the server");
    }

    /** A certificate for so many days, which the Java of this test makes. */
    private String certificate(int days) throws Exception {
        Path store = root.resolve("store" + days);
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=app.lab",
                        "-validity",
                        Integer.toString(days),
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("a").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void needsNeitherSecretsNorAGitRepository() throws Exception {
        lab.secrets("NONE=1");

        assertThat(status("--version", lab.head()).found()).isEmpty();
    }

    @Test
    void whatAServerSaysCannotBreakTheStatus() throws Exception {
        Files.createDirectories(lab.lockDirectory());
        String details = "Locked by: \u001B[8mha:////x at 9999999999-99-99\n" + "y".repeat(5000);
        Files.writeString(
                lab.lockDirectory().resolve("details"),
                Base64.getEncoder().encodeToString(details.getBytes(StandardCharsets.UTF_8)));

        Asked asked = status("--version", lab.head());

        assertThat(asked.kinds()).containsExactly(DriftKind.LOCK);
        assertThat(asked.found().get(0)).hasSizeLessThan(400).doesNotContain("\u001B");
    }
}
