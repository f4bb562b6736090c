package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** Creates the network of all containers on a host, which may already exist. */
public final class Network {

    private Network() {}

    /** Returns a step that may fail; {@link #requireThere} checks its output. */
    public static Script ensure() {
        return Script.of().attempt(DockerCommands.createNetworkInTurn());
    }

    /** Returns the same step with a list of the host's containers, for {@link ContainerList#parse}. */
    static Script ensureAndList() {
        return Script.of()
                .attempt(ContainerList.withNetwork(DockerCommands.NETWORK, DockerCommands.createNetworkInTurn()));
    }

    /**
     * Throws a {@link CommandFailedException} if the network could not be created, for a reason other than that it
     * already exists.
     */
    public static void requireThere(Host host, Output output) {
        if (!output.succeeded() && !output.stderr().contains("already exists")) {
            throw new CommandFailedException(host, output);
        }
    }
}
