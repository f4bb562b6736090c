package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings that a deploy would send to a server, as a text for the fingerprint of a plan: the whole {@code docker run}
 * with its clear variables, the options of {@code kamal-proxy deploy}, and the names of the secrets, but not their values.
 */
final class SentSettings {

    /** Replaces values that differ in every deploy: the host name's suffix and the container's id. */
    private static final String ANY = "0";

    private SentSettings() {}

    static String of(Configuration configuration, Host host, List<Role> roles, Version version) {
        return roles.stream()
                .map(role -> of(configuration, host, role, version))
                .collect(Collectors.joining("\n"));
    }

    private static String of(Configuration configuration, Host host, Role role, Version version) {
        AppCommands app = new AppCommands(configuration, role, host);
        String secrets = app.env().secret().stream()
                .map(secret -> secret.variable() + ":" + secret.secretName())
                .collect(Collectors.joining(" "));
        List<ContainerName> containers = app.instances(version).names();
        List<String> ids = Collections.nCopies(containers.size(), ANY);
        String proxy = role.proxy().isEmpty()
                ? "no proxy"
                : new AppProxyCommands(configuration, role).deploy(ids, version).shellText();
        String runs = containers.stream()
                .map(container -> app.run(container, version, ANY).shellText())
                .collect(Collectors.joining("\n"));
        return runs + "\n" + secrets + "\n" + proxy;
    }
}
