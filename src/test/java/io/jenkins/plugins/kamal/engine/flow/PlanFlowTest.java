package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code plan} and {@code deploy --expect}. */
class PlanFlowTest extends FlowTest {

    /** Every docker command that a plan may send. */
    private static final Pattern READING = Pattern.compile(
            "docker (ps|container inspect|image inspect|image ls|exec kamal-proxy kamal-proxy list)( .*)?",
            Pattern.DOTALL);

    private int plans;

    @BeforeEach
    void publishTheAccessory() {
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
    }

    /** The events and the log of a plan. */
    private record Made(List<DeployEvent.ChangePlanned> changes, DeployEvent.PlanMade plan, String log) {

        List<String> on(String host, ChangeKind... kinds) {
            return changes.stream()
                    .filter(change -> change.host().equals(host))
                    .filter(change -> kinds.length == 0 || List.of(kinds).contains(change.kind()))
                    .map(change -> (change.role().isEmpty() ? "" : change.role() + ": ") + change.text())
                    .toList();
        }

        boolean changesAnything() {
            return changes.stream().anyMatch(change -> change.kind().isChange());
        }
    }

    private Made plan(String... options) throws Exception {
        lab.forget();
        Path invocation = lab.invocation("plan" + plans++);
        List<String> words = new ArrayList<>(List.of("plan", "--invocation", invocation.toString()));
        words.addAll(List.of(options));
        List<String> files = lab.filesOfServers();
        DeployLab.Result result = lab.succeed(words.toArray(String[]::new));
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.dockerLines()).allMatch(READING.asMatchPredicate()));
        assertThat(lab.filesOfServers()).isEqualTo(files);
        assertThat(lab.hookNames()).containsOnly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
        String log = result.out();
        assertThat(log + Files.readString(invocation.resolve("events.jsonl"))).doesNotContain(DeployLab.SECRETS);
        return new Made(
                DeployLab.events(invocation, DeployEvent.ChangePlanned.class),
                DeployLab.events(invocation, DeployEvent.PlanMade.class).get(0),
                log);
    }

    @Test
    void theFirstDeployBootsEverything() throws Exception {
        Made made = plan();

        String version = lab.head();
        assertThat(made.on("10.0.0.1"))
                .containsExactly("web: version " + version + ", nothing runs now", "web: proxy: kamal-proxy booted");
        assertThat(made.on("10.0.0.3")).containsExactly("job: version " + version + ", nothing runs now");
        assertThat(made.on("10.0.0.4"))
                .containsExactly(
                        "accessory db does not exist; a deploy does not change it. `kamal accessory boot db` applies the configuration");
        assertThat(made.plan().hooks())
                .containsExactly(
                        "pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
    }

    @Test
    void nothingChangesWhereTheSameRunsAlready() throws Exception {
        lab.succeed("setup");

        Made made = plan();

        assertThat(made.changes()).isEmpty();
        assertThat(made.log()).contains("changes nothing except that new containers replace the running ones");
    }

    @Test
    void saysWhatTheDeployDoesWithACanaryByVisitors() throws Exception {
        lab.succeed("setup");
        String canary = lab.change("2");
        lab.succeed("deploy", "--rollout-percent", "10");

        Made same = plan("--open-canary", canary + ",2026-08-01T10:42:00Z,visitors,10.0.0.1");
        Made failed = plan("--open-canary", canary + ",2026-08-01T10:42:00Z,failed,10.0.0.1");
        String next = lab.change("3");
        Made other = plan();

        assertThat(same.on("10.0.0.1", ChangeKind.CANARY))
                .containsExactly("web: open canary of version " + canary
                        + " for some of the visitors since 2026-08-01 10:42 UTC: the deploy boots this version for all"
                        + " visitors, and then ends the canary");
        assertThat(failed.on("10.0.0.1", ChangeKind.CANARY))
                .containsExactly("web: open canary of version " + canary
                        + " for some of the visitors although it failed at 2026-08-01 10:42 UTC: the deploy boots this"
                        + " version for all visitors, and then ends the canary");
        assertThat(same.on("10.0.0.2", ChangeKind.CANARY)).hasSize(1);
        assertThat(same.on("10.0.0.3", ChangeKind.CANARY)).isEmpty();
        assertThat(other.on("10.0.0.1", ChangeKind.CANARY))
                .containsExactly("web: open canary of version " + canary
                        + " for some of the visitors: the deploy ends it before it boots this version");
        assertThat(other.log()).contains("open canary of version " + canary);
        assertThat(lab.kamal("deploy", "--expect", other.plan().fingerprint()).exitStatus())
                .as("version " + next + " ends the canary")
                .isZero();
    }

    @Test
    void saysWhatTheDeployDoesWithACanaryByHosts() throws Exception {
        lab.succeed("setup");
        String canary = lab.change("2");
        lab.succeed("deploy", "--canary-hosts", "10.0.0.1", "--canary-watch", "0", "--canary-pause");
        String open = canary + ",2026-08-01T10:42:00Z,hosts,10.0.0.1";

        Made same = plan("--open-canary", open);
        lab.change("3");
        Made other = plan("--open-canary", open);

        assertThat(same.on("10.0.0.1"))
                .containsExactly("web: open canary of version " + canary
                        + " since 2026-08-01 10:42 UTC on 10.0.0.1: the deploy boots this version again here, and on"
                        + " the other hosts");
        assertThat(other.on("10.0.0.1", ChangeKind.CANARY))
                .containsExactly("web: open canary of version " + canary
                        + " since 2026-08-01 10:42 UTC on 10.0.0.1: the deploy replaces it, here and on the other"
                        + " hosts");
        assertThat(other.on("10.0.0.2", ChangeKind.CANARY)).isEmpty();
    }

    @Test
    void namesTheVersionAndWhatChangesOfTheContainer() throws Exception {
        lab.succeed("setup");
        String before = lab.head();
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good bye\"\n    MODE: fast");
        lab.configure(
                "cmd: /app job",
                "cmd: /app job --slow\n    options:\n      memory: 512m\n    labels:\n      team: blue");
        lab.configure(
                "readiness_delay: 0",
                "readiness_delay: 0\nvolumes:\n  - /data:/data\nlogging:\n  options:\n    max-size: 5m");

        Made made = plan();

        assertThat(made.on("10.0.0.3"))
                .containsExactly(
                        "job: version " + before + " -> " + lab.head(),
                        "job: variable GREETING changes",
                        "job: variable MODE is added",
                        "job: label team is added",
                        "job: mount /data:/data is added",
                        "job: option memory changes",
                        "job: option log-opt max-size changes",
                        "job: command changes");
        assertThat(made.log()).doesNotContain("good bye", "hello world");
    }

    @Test
    void namesASecretVariableThatChangesAndOneThatGoesButNoValue() throws Exception {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"hello <&> \\\"world\\\"\"\n    OLD: \"1\"");
        lab.succeed("setup");
        lab.configure("\n    OLD: \"1\"", "");
        lab.secrets(
                "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD,
                "APP_SECRET=another-secret-9",
                "DB_PASSWORD=another-password-9");

        Made made = plan();

        assertThat(made.on("10.0.0.1", ChangeKind.ENVIRONMENT))
                .containsExactly("web: variable APP_SECRET changes", "web: variable OLD is removed");
        assertThat(made.on("10.0.0.4"))
                .containsExactly("accessory db differs: variable DB_PASSWORD changes; a deploy does not change it."
                        + " `kamal accessory reboot db` applies the configuration");
        assertThat(made.log()).doesNotContain("another-secret-9", "another-password-9");
    }

    @Test
    void whatRunsOnAServerIsNotShownBecauseNobodyCanRedactIt() throws Exception {
        lab.configure("    host: 10.0.0.4\n", "    host: 10.0.0.4\n    cmd: /app --requirepass old-password-1\n");
        lab.configure("cmd: /app job", "cmd: /app --token old-token-1\n    labels:\n      token: old-label-1");
        lab.succeed("setup");
        lab.configure("--requirepass old-password-1", "--requirepass new-password-2");
        lab.configure("--token old-token-1", "--token new-token-2");
        lab.configure("token: old-label-1", "token: new-label-2");

        Made made = plan("--verbose");

        assertThat(made.on("10.0.0.3", ChangeKind.LABEL, ChangeKind.COMMAND))
                .containsExactly("job: label token changes", "job: command changes");
        assertThat(made.on("10.0.0.4"))
                .containsExactly("accessory db differs: command changes; a deploy does not change it."
                        + " `kamal accessory reboot db` applies the configuration");
        assertThat(made.log() + made.changes())
                .doesNotContain("old-password-1", "old-token-1", "old-label-1", "new-password-2", "new-token-2");
        assertThat(made.log()).contains("pwd", lab.server(3).home().toString());
    }

    @Test
    void aSecretThatLooksLikeAVariableOfTheShellIsCompared() throws Exception {
        String others = "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD + "\nDB_PASSWORD=" + DeployLab.DB_PASSWORD;
        lab.configure("GREETING: \"hello world\"", "GREETING: \"hello ${USER}\"");
        lab.secrets(others, "APP_SECRET='one${two}'");
        lab.succeed("setup");

        assertThat(plan().on("10.0.0.3"))
                .containsExactly("job: variable GREETING is not compared: the server's shell expands it");
        lab.secrets(others, "APP_SECRET='one${three}'");

        assertThat(plan().on("10.0.0.3", ChangeKind.ENVIRONMENT)).containsExactly("job: variable APP_SECRET changes");
    }

    @Test
    void aServerThatCannotComputeDigestsIsRefused() throws Exception {
        lab.succeed("setup");
        Path broken = lab.server(1).home().resolveSibling("bin").resolve("sha256sum");
        for (String script : List.of("exit 127", "echo", "echo " + "x".repeat(64), "echo e3b0c442; exit 1")) {
            Files.writeString(broken, "#!/bin/sh\ncat > /dev/null; " + script + "\n");
            assertThat(broken.toFile().setExecutable(true)).isTrue();

            DeployLab.Result result = lab.kamal("plan");

            assertThat(result.exitStatus()).as(script).isEqualTo(1);
            assertThat(result.err())
                    .contains("10.0.0.1: the plan cannot read what runs there", "Run `echo test | sha256sum` there");
        }
    }

    @Test
    void aPlanDoesNotHoldWhereTheDeployWouldSendSomethingElse() throws Exception {
        lab.succeed("setup");
        lab.change("2");
        lab.configure("hello world", "good bye");
        String approved = plan().plan().fingerprint();
        List<String[]> edits = List.of(
                new String[] {"good bye", "farewell"},
                new String[] {"/app job", "/app job " + "x".repeat(300)},
                new String[] {"x\n", "y\n"},
                new String[] {"app_port: 80", "app_port: 80\n  response_timeout: 7"});
        String version = lab.head();
        for (String[] edit : edits) {
            edit(edit[0], edit[1]);
            String planned = plan("--version", version).plan().fingerprint();
            assertThat(planned).as(edit[1]).isNotEqualTo(approved);
            assertThat(lab.kamal("deploy", "--skip-push", "--version", version, "--expect", approved)
                            .err())
                    .contains(
                            "Since the plan was made, something has changed on ",
                            "or in the settings that the deploy sends");
            approved = planned;
        }
    }

    /** Changes the configuration without a commit, so that the version stays. */
    private void edit(String text, String replacement) throws IOException {
        Path file = lab.project.resolve("config/deploy.yml");
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, replacement));
    }

    @Test
    void aPlanOfAFirstDeployHoldsOnlyForTheSettingsThatItWasMadeFor() throws Exception {
        String version = lab.head();
        String approved = plan().plan().fingerprint();
        assertThat(plan().plan().fingerprint()).isEqualTo(approved);
        edit("hello world", "good bye");

        assertThat(plan("--version", version).plan().fingerprint()).isNotEqualTo(approved);
    }

    @Test
    void theFingerprintTellsNothingAboutTheValuesOfSecrets() throws Exception {
        String approved = plan().plan().fingerprint();
        lab.secrets(
                "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD,
                "APP_SECRET=another-secret-9",
                "DB_PASSWORD=another-password-9");

        assertThat(plan().plan().fingerprint()).isEqualTo(approved);
    }

    @Test
    void tellsWhatKamalProxyServesDifferently() throws Exception {
        lab.succeed("setup");
        lab.configure("  host: app.lab\n", "  hosts:\n    - app.lab\n    - www.lab\n  ssl: true\n");
        lab.configure("  - 10.0.0.1\n      - 10.0.0.2", "  - 10.0.0.1");

        Made made = plan();

        assertThat(made.on("10.0.0.1", ChangeKind.PROXY))
                .containsExactly("web: proxy: hosts app.lab -> app.lab, www.lab", "web: proxy: TLS no -> yes");
    }

    @Test
    void tellsWhatThePruneRemovesAndWhichVersionsAreLostForARollback() throws Exception {
        lab.configure("readiness_delay: 0", "readiness_delay: 0\nretain_containers: 1");
        lab.succeed("setup");
        String first = lab.head();
        String second = lab.change("2");
        lab.succeed("deploy");
        lab.change("3");

        Made made = plan();

        assertThat(made.on("10.0.0.3", ChangeKind.PRUNE, ChangeKind.ROLLBACK))
                .containsExactly(
                        "job: pruning removes container myapp-job-" + first,
                        "pruning removes image " + DeployLab.IMAGE + ":" + first,
                        "job: a rollback to version " + first + " will not be possible afterwards");
        lab.succeed("deploy");
        assertThat(lab.server(3).docker().states())
                .doesNotContainKey("myapp-job-" + first)
                .containsKey("myapp-job-" + second);
        assertThat(lab.server(3)
                        .docker()
                        .run("image", "ls", "--format", "{{.Tag}}")
                        .stdout())
                .doesNotContain(first)
                .contains(second);
    }

    @Test
    void namesTheContainersOfARoleThatIsConfiguredNoMore() throws Exception {
        lab.succeed("setup");
        String version = lab.head();
        lab.configure("  job:\n", "  worker:\n");

        assertThat(plan().on("10.0.0.3", ChangeKind.LEFTOVER))
                .containsExactly("job: container myapp-job-" + version
                        + ": keeps running, although the role is not configured here");
    }

    @Test
    void whatAServerSaysCannotBreakThePlan() throws Exception {
        lab.succeed("setup");
        lab.server(3)
                .docker()
                .run(
                        "run",
                        "--detach",
                        "--name",
                        "evil",
                        "--label",
                        "service=myapp",
                        "--label",
                        "destination=",
                        "--label",
                        "role=x\u001B[8mha:////\n y",
                        DeployLab.IMAGE + ":latest");

        Made made = plan();

        assertThat(made.changesAnything()).isFalse();
        assertThat(made.log()).doesNotContain("ha:////");
    }

    @Test
    void aDeployGoesOnWhereThePlanStillHolds() throws Exception {
        lab.succeed("setup");
        lab.change("2");
        Made made = plan();

        lab.succeed("deploy", "--expect", made.plan().fingerprint());

        assertThat(lab.running(1)).containsExactly("myapp-web-" + lab.head());
    }

    @Test
    void aDeployIsRefusedWhereAServerHasChangedSinceThePlan() throws Exception {
        lab.succeed("setup");
        String first = lab.head();
        String second = lab.change("2");
        Made made = plan();
        lab.server(1).docker().run("stop", "myapp-web-" + first);
        lab.forget();

        DeployLab.Result result = lab.kamal("deploy", "--expect", made.plan().fingerprint());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("Since the plan was made, something has changed on 10.0.0.1,", "nothing was changed");
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.dockerLines()).allMatch(READING.asMatchPredicate()));
        assertThat(lab.running(2)).doesNotContain("myapp-web-" + second);
    }

    @Test
    void aDeployIsRefusedForAnotherVersionAndForOtherServersThanThePlan() throws Exception {
        lab.succeed("setup");
        Made made = plan();

        assertThat(lab.kamal(
                                "deploy",
                                "--hosts",
                                "10.0.0.1",
                                "--expect",
                                made.plan().fingerprint())
                        .err())
                .contains("other servers than those of this deploy");
        lab.change("2");
        assertThat(lab.kamal("deploy", "--expect", made.plan().fingerprint()).err())
                .contains("a version other than " + lab.head());
        assertThat(lab.kamal("deploy", "--expect", "no").err()).contains("must be the fingerprint");
    }

    @Test
    void aDeployLooksAgainUnderTheLock() throws Exception {
        lab.succeed("setup");
        String first = lab.head();
        lab.change("2");
        Made made = plan();
        lab.whenHook("pre-build", "touch \"$LAB/built\"");
        lab.servers.all().forEach(server -> server.faults().clear());

        var deploy = begin("deploy", "--expect", made.plan().fingerprint());
        await("the build", () -> Files.exists(root.resolve("built")));
        lab.server(1).docker().run("stop", "myapp-web-" + first);

        assertThat(deploy.get().exitStatus()).isEqualTo(1);
        assertThat(deploy.get().err()).contains("something has changed on 10.0.0.1,");
        assertThat(lab.isLocked()).isFalse();
    }
}
