package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.shell.ssh.SshServers;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.ConfiguredSsh;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.util.function.Consumer;

/**
 * Opens the connections to the servers, with the settings of the configuration and the handover of the plugin, which
 * overrides them.
 */
final class ServerAccess {

    private ServerAccess() {}

    static Servers open(
            LoadedProject project,
            Handover handover,
            Iterable<Host> hosts,
            ProcessContext process,
            Consumer<String> warnings) {
        SshSettings settings = ConfiguredSsh.settings(
                project.configuration().connections().ssh(),
                project.configuration().connections().sshkit(),
                project.secrets()::find,
                process.environment(),
                process.home());
        String user = handover.sshUser();
        if (user != null) {
            settings = settings.withUser(user);
        }
        for (Handover.SshKey key : handover.sshKeys()) {
            String passphrase = key.passphrase();
            settings = settings.withKey(new PrivateKeyText(
                    "the key of the step",
                    Secret.of(key.privateKey()),
                    passphrase == null ? null : Secret.of(passphrase)));
        }
        String knownHosts = handover.knownHosts();
        if (knownHosts != null) {
            settings = settings.withHostKeys(settings.hostKeys().withText(knownHosts));
        }
        settings = settings.withRoute(settings.route().withAddresses(process.addresses()));
        CredentialScope scope = handover.sshScope();
        if (scope == null || !scope.hasRules()) {
            return SshServers.start(settings, process.programs(), warnings);
        }
        return limited(scope, settings, hosts, process, warnings);
    }

    /** Refuses hosts for which the credential is not meant, before it connects to any host. */
    private static Servers limited(
            CredentialScope scope,
            SshSettings settings,
            Iterable<Host> hosts,
            ProcessContext process,
            Consumer<String> warnings) {
        SshServers servers = SshServers.start(
                settings,
                process.programs(),
                (host, port) -> scope.require(host, port, "the configuration (servers, ssh/proxy, ssh/config)"),
                warnings);
        try {
            servers.requireAdmission(hosts);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }
}
