package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DestinationLimits;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A step that Jenkins has started for one destination and service cannot be turned to another one by the workspace. */
class DestinationLimitsFlowTest extends FlowTest {

    @Test
    void deploysWhatJenkinsDecidedAbout() throws Exception {
        lab.succeed("deploy", "--invocation", limited(null, "myapp", null));
    }

    @Test
    void refusesAnotherService() throws Exception {
        DeployLab.Result result = lab.kamal("deploy", "--invocation", limited(null, "shop", null));

        assertRefused(result, "The service is myapp", "the service shop");
    }

    @Test
    void refusesAnotherDestinationOnTheCommandLine() throws Exception {
        lab.write("config/deploy.production.yml", "env:\n  clear:\n    STAGE: production\n");

        DeployLab.Result result =
                lab.kamal("deploy", "-d", "production", "--invocation", limited("staging", null, null));

        assertRefused(result, "the destination production", "the destination staging");
    }

    @Test
    void aHookCannotDeployDuringAFreezeWhereItsStepMayOnlyRead() throws Exception {
        for (int number = 1; number <= 4; number++) {
            int port = lab.server(number).port();
            lab.configure("10.0.0." + number + "\n", "127.0.0.1:" + port + "\n");
        }
        lab.whenHook("pre-connect", "kamal app stop --skip-hooks");

        DeployLab.Result result =
                lab.kamal("app", "details", "--invocation", limited(null, null, "No deploys before Monday"));

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.out()).contains("No deploys before Monday");
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void aFreezeThatBeginsBeforeTheLockIsTakenStopsTheDeploy() throws Exception {
        DeployLab.Result result = lab.kamal("deploy", "--invocation", frozenIn(0));

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("No deploys before Monday");
        assertThat(lab.server(1).docker().states()).isEmpty();
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void aFreezeThatBeginsLaterDoesNot() throws Exception {
        lab.succeed("deploy", "--invocation", frozenIn(3_600));
    }

    @Test
    void nobodyWaitsForTheLockLongerThanToTheFreeze() throws Exception {
        String holder = "Locked by: Bob at 2026-11-28T12:00:00Z\nVersion: v1\nMessage: Automatic deploy lock";
        Files.createDirectories(lab.lockDirectory());
        Files.writeString(
                lab.lockDirectory().resolve("details"),
                Base64.getEncoder().encodeToString(holder.getBytes(StandardCharsets.UTF_8)));

        DeployLab.Result result = lab.kamal(
                "--invocation",
                frozenIn(1),
                "app",
                "stop",
                "--lock-wait",
                "--lock-wait-interval=1",
                "--lock-wait-timeout=30");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("No deploys before Monday");
        assertThat(lab.isLocked()).as("the lock stays Bob's").isTrue();
    }

    @Test
    void aSecondInvocationCannotReplaceTheDecision() throws Exception {
        String decided = limited(null, null, "No deploys before Monday");
        Path other = lab.invocation("other");

        DeployLab.Result result =
                lab.kamal("--invocation", decided, "deploy", "--version", "v1", "--invocation=" + other);

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
        assertThat(DeployLab.events(Path.of(decided), DeployEvent.CommandFinished.class))
                .singleElement()
                .satisfies(end -> assertThat(end.message())
                        .isEqualTo("--invocation belongs to the plugin, which has given it already; remove it."
                                + " See `kamal deploy --help`"));
    }

    @Test
    void anAliasCannotReplaceTheDecision() throws Exception {
        String decided = limited(null, null, "No deploys before Monday");
        lab.configure(
                "readiness_delay: 0\n",
                "readiness_delay: 0\naliases:\n  halt: app stop --invocation " + lab.invocation("other") + "\n");

        DeployLab.Result result = lab.kamal("--invocation", decided, "halt");

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void aliasesAndAbbreviationsStandAfterThePluginsOption() throws Exception {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\naliases:\n  show: config\n  ship: deploy\n");

        assertThat(lab.succeed("--invocation", lab.invocation("a").toString(), "show")
                        .out())
                .contains(":service_with_version:");
        assertThat(lab.succeed("--invocation", lab.invocation("b").toString(), "conf")
                        .out())
                .contains(":service_with_version:");
    }

    @Test
    void anAliasDeploysNothingButTheVersionOfTheRun() throws Exception {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\naliases:\n  ship: deploy\n");
        Path invocation = lab.invocation("one");

        DeployLab.Result result = lab.kamal("--invocation", invocation.toString(), "ship");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(DeployLab.events(invocation, DeployEvent.CommandFinished.class))
                .singleElement()
                .satisfies(end -> assertThat(end.message()).contains("`ship` stands for `deploy`"));
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void namesTheServiceForTheDecision() throws Exception {
        Path invocation = lab.invocation("one");

        lab.succeed("run-version", "--service", "--invocation", invocation.toString());

        assertThat(DeployLab.events(invocation, DeployEvent.ServiceIdentified.class))
                .containsExactly(new DeployEvent.ServiceIdentified("myapp"));
    }

    private String frozenIn(long seconds) throws Exception {
        Path invocation = lab.invocation("one");
        DestinationLimits.Upcoming upcoming = new DestinationLimits.Upcoming(seconds, "No deploys before Monday");
        InvocationFlowTest.handOver(
                invocation, Handover.NOTHING.limitedTo(new DestinationLimits(null, null, null, upcoming)), "rw-------");
        return invocation.toString();
    }

    private String limited(@CheckForNull String destination, @CheckForNull String service, @CheckForNull String freeze)
            throws Exception {
        Path invocation = lab.invocation("one");
        InvocationFlowTest.handOver(
                invocation,
                Handover.NOTHING.limitedTo(new DestinationLimits(destination, service, freeze)),
                "rw-------");
        return invocation.toString();
    }

    private void assertRefused(DeployLab.Result result, String... texts) {
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains(texts);
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }
}
