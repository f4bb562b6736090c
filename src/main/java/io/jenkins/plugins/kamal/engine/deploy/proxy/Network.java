package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** The network of all containers on a host, which may be there already. */
public final class Network {

    private Network() {}

    /** A step that may fail; its output is for {@link #requireThere}. */
    public static Script ensure() {
        return Script.of().attempt(DockerCommands.createNetworkInTurn());
    }

    /** The same, with a list of the host's containers, for {@link ContainerList#parse}. */
    static Script ensureAndList() {
        return Script.of()
                .attempt(ContainerList.withNetwork(DockerCommands.NETWORK, DockerCommands.createNetworkInTurn()));
    }

    /**
     * Throws a {@link CommandFailedException} where the network could not be created for another reason than that it is
     * there.
     */
    public static void requireThere(Host host, Output output) {
        if (!output.succeeded() && !output.stderr().contains("already exists")) {
            throw new CommandFailedException(host, output);
        }
    }
}
