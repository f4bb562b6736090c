package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Checks and reports which server each credential of the step goes to. */
final class CredentialUse {

    private static final String DOCKER_HUB = "docker.io";
    private static final int HTTPS_PORT = 443;
    private static final String UNLIMITED = ", which the configuration names; no domain limits where it may go";

    private CredentialUse() {}

    /** Refuses a registry that must not get the credential of the step. */
    static void requireRegistry(Registry registry, Handover handover) {
        CredentialScope scope = handover.registryScope();
        if (scope == null || !scope.hasRules() || registry.isLocal()) {
            return;
        }
        String server = registry.server().orElse(DOCKER_HUB);
        try {
            int colon = server.lastIndexOf(':');
            String host = colon < 0 ? server : server.substring(0, colon);
            int port = colon < 0 ? HTTPS_PORT : Integer.parseInt(server.substring(colon + 1));
            scope.require(host, port, "registry/server");
        } catch (NumberFormatException e) {
            throw new EngineException(
                    Topic.CONFIGURATION,
                    "registry/server: " + server + " is not a host with a port; write HOST or HOST:PORT",
                    e);
        }
    }

    /** Describes the use of each credential of the step. */
    static List<String> describe(Configuration configuration, Collection<Host> hosts, Handover handover) {
        List<String> lines = new ArrayList<>();
        CredentialScope ssh = handover.sshScope();
        if (ssh != null && !hosts.isEmpty()) {
            lines.add(line(ssh, hosts.stream().map(Host::toString).collect(Collectors.joining(", "))));
        }
        CredentialScope login = handover.registryScope();
        if (login != null && !configuration.registry().isLocal()) {
            lines.add(line(
                    login, "the registry " + configuration.registry().server().orElse(DOCKER_HUB)));
        }
        return lines;
    }

    private static String line(CredentialScope scope, String servers) {
        return "The credential '" + scope.credential() + "' is used for " + servers
                + (scope.hasRules() ? ", as its domain allows" : UNLIMITED);
    }
}
