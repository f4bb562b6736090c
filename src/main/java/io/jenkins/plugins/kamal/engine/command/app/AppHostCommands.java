package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * The commands for the containers and files of a service on a host, for all roles ({@code lib/kamal/commands/app.rb}
 * without a role).
 */
public final class AppHostCommands {

    private final Configuration configuration;

    /** The commands for this service and destination. */
    public AppHostCommands(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Prints a table of all containers, including stopped ones. */
    public Command listContainers() {
        return Command.of("docker", "container", "ls", "--all")
                .with(ContainerLabels.filters(configuration))
                .brief();
    }

    /** Removes the files of this service that the proxy reads. */
    public Command removeProxyAppDirectory() {
        return Command.of("rm", "-r", new ServerPaths(configuration).proxyAppDirectory());
    }
}
