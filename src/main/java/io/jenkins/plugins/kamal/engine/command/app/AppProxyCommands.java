package io.jenkins.plugins.kamal.engine.command.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyTarget;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.List;

/** The commands for a role behind the proxy of its host ({@code lib/kamal/commands/app/proxy.rb}). */
public final class AppProxyCommands {

    private final Configuration configuration;
    private final Role role;
    private final String name;

    public AppProxyCommands(Configuration configuration, Role role) {
        this.configuration = configuration;
        this.role = role;
        this.name = ContainerName.prefix(configuration, role);
    }

    /**
     * Waits until all of these containers are healthy, and then sends the requests to them.
     *
     * @param containerIds the ids of the containers, which are their names in the network
     * @throws IllegalStateException if the role is not behind the proxy
     */
    public Command deploy(List<String> containerIds, Version version) {
        Proxy proxy = role.proxy()
                .orElseThrow(() -> new IllegalStateException("role " + role.name() + " is not behind the proxy"));
        ProxyTarget target = new ProxyTarget(configuration, proxy, role.name(), version);
        return target.addTo(exec("deploy"), containerIds);
    }

    /** Removes the role from the proxy. */
    public Command remove() {
        return exec("remove");
    }

    /** Ends maintenance: the proxy sends requests to the app again. */
    public Command live() {
        return exec("resume");
    }

    /** Begins maintenance: the proxy itself answers requests, with the message if there is one. */
    public Command maintenance(@CheckForNull Duration drainTimeout, @CheckForNull String message) {
        Command stop = exec("stop");
        if (drainTimeout != null) {
            stop = stop.with("--drain-timeout=" + Seconds.of(drainTimeout) + "s");
        }
        return message == null ? stop : Arguments.value(stop, "--message=", message);
    }

    private Command exec(String verb) {
        return Command.of("docker", "exec", ProxyCommands.CONTAINER, "kamal-proxy", verb, name);
    }
}
