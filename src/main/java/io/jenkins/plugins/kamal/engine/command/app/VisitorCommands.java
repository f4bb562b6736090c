package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Collection;

/**
 * The commands that let a second container of a role serve some of the visitors ({@code kamal-proxy rollout}, which Kamal
 * does not use).
 */
public final class VisitorCommands {

    private static final String LISTED = "{{.ID}} {{.State}} {{.Names}}";

    private final Configuration configuration;
    private final Role role;

    /** The commands for a role behind the proxy. */
    public VisitorCommands(Configuration configuration, Role role) {
        this.configuration = configuration;
        this.role = role;
    }

    /** Prints id, state and name of each container for some of the visitors, running or not. */
    public Command containers() {
        return Command.of("docker", "ps", "--all")
                .with(ContainerLabels.filtersOfVisitors(configuration, role))
                .with("--format", LISTED);
    }

    /**
     * Waits until the targets are healthy and lets them serve the visitors that {@link #set} chooses. Waits until the
     * targets before have answered their last requests.
     *
     * @param targets the containers, each as {@code id:port}
     */
    public Command deploy(Collection<String> targets) {
        Command deploy = exec("deploy");
        for (String target : targets) {
            deploy = deploy.with("--target=" + target);
        }
        return deploy.with("--deploy-timeout="
                        + Seconds.of(configuration.timeouts().deploy()) + "s")
                .with("--drain-timeout=" + Seconds.of(configuration.timeouts().drain()) + "s");
    }

    /**
     * Chooses the visitors.
     *
     * @param percent the share of the visitors, from 0 to 100
     * @param allowed values of the cookie whose visitors are chosen in any case
     */
    public Command set(int percent, Collection<String> allowed) {
        Command set = exec("set").with("--percent=" + percent);
        for (String value : allowed) {
            set = set.with("--list=" + value);
        }
        return set;
    }

    /** Chooses no visitors any more. */
    public Command stop() {
        return exec("stop");
    }

    private Command exec(String verb) {
        return Command.of("docker", "exec", ProxyCommands.CONTAINER, "kamal-proxy", "rollout", verb)
                .with(ContainerName.prefix(configuration, role));
    }
}
