package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;

/** A command ended with a status other than 0. The message names the command and the host, and contains the output, unless it is hidden. */
public final class CommandFailedException extends EngineException {

    private static final long serialVersionUID = 1;

    private final transient Host host;
    private final transient Output output;

    /** A failure on a server, or on this machine if {@code host} is {@code localhost}. */
    public CommandFailedException(Host host, Output output) {
        super(Topic.COMMANDS, describe(host, output));
        this.host = host;
        this.output = output;
    }

    /** The server on which the command failed. */
    public Host host() {
        return host;
    }

    /** The output and the exit status of the command. */
    public Output output() {
        return output;
    }

    private static String describe(Host host, Output output) {
        boolean stdout = output.stderr().isBlank() && !output.command().isOutputHidden();
        String printed = stdout ? output.stdout() : output.stderr();
        return "%s: `%s` failed with exit status %d%s"
                .formatted(
                        host, output.command(), output.exitStatus(), printed.isBlank() ? "" : ": " + printed.strip());
    }
}
