package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A configuration names servers that the step's credentials are not for. */
class CredentialDomainFlowTest extends FlowTest {

    private DeployLab.Result deploy(CredentialScope ssh, CredentialScope registry) throws IOException {
        Path invocation = lab.invocation("one");
        String key = Files.readString(root.resolve("home/.ssh/id_ed25519"));
        InvocationFlowTest.handOver(
                invocation,
                new Handover(
                                "root",
                                List.of(new Handover.SshKey(key, null)),
                                lab.servers.knownHosts(),
                                new Handover.RegistryLogin("deployer", DeployLab.PASSWORD),
                                Map.of())
                        .limitedTo(ssh, registry),
                "rw-------");
        return lab.kamal("deploy", "--invocation", invocation.toString());
    }

    private static CredentialScope only(String credential, String... patterns) {
        return new CredentialScope(credential, List.of(new CredentialScope.Rule(List.of(patterns), List.of(), false)));
    }

    private static CredentialScope everything(String credential) {
        return new CredentialScope(credential, List.of());
    }

    private void assertNothingTouched(DeployLab.Result result) {
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void theRegistryOfAnotherDomainIsRefused() throws IOException {
        DeployLab.Result result = deploy(everything("servers"), only("registry", "ghcr.io"));
        assertNothingTouched(result);
        assertThat(result.err()).contains("'registry'", "registry/server", "allows ghcr.io");
    }

    @Test
    void aHostOfAnotherDomainIsRefused() throws IOException {
        String first = "10.0.0.1";
        DeployLab.Result result = deploy(only("servers", first), everything("registry"));
        assertNothingTouched(result);
        assertThat(result.err())
                .contains("'servers'", "10.0.0.2", "allows " + first)
                .doesNotContain("must not be used for " + first);
    }

    /** The name counts that is connected to, not the one that the configuration shows. */
    @Test
    void anAliasInAnSshConfigurationOfTheWorkspaceIsSeenThrough() throws IOException {
        String first = "10.0.0.1";
        String second = "10.0.0.2";
        lab.write("ssh_config", "Host " + first + "\n  HostName " + second + "\n");
        lab.configure("registry:\n", "ssh:\n  config: ssh_config\nregistry:\n");
        DeployLab.Result result = deploy(only("servers", first), everything("registry"));
        assertNothingTouched(result);
        assertThat(result.err()).contains("must not be used for " + second);
    }

    @Test
    void whereCredentialsGoIsInTheLog() throws IOException {
        DeployLab.Result result = deploy(only("servers", "*"), everything("registry"));
        assertThat(result.exitStatus()).isZero();
        assertThat(result.out())
                .contains("The credential 'servers' is used for " + "10.0.0.1")
                .contains("as its domain allows")
                .contains("The credential 'registry' is used for the registry ")
                .contains("no domain limits where it may go");
    }

    @Test
    void noOtherPartOfTheConfigurationCanNameThePassword() throws IOException {
        lab.configure("    - APP_SECRET", "    - \"X:registry password of the step\"");
        DeployLab.Result result = deploy(everything("servers"), everything("registry"));
        assertThat(result.exitStatus()).isEqualTo(1);
        assertNothingWasBuilt();
        assertThat(result.err()).contains("is missing");
    }
}
