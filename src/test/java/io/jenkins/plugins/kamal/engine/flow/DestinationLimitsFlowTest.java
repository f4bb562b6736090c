package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DestinationLimits;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.nio.file.Path;
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
                .satisfies(end -> assertThat(end.message()).contains("--invocation", "belongs to the plugin"));
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

        assertThat(lab.succeed("--invocation", lab.invocation("a").toString(), "show").out())
                .contains(":service_with_version:");
        assertThat(lab.succeed("--invocation", lab.invocation("b").toString(), "conf").out())
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
