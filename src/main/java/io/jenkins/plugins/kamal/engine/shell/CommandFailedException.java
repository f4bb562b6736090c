package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;

/** A command ended with a status other than 0; the message says which, where, and what it printed. */
public final class CommandFailedException extends EngineException {

    private static final long serialVersionUID = 1;

    private final transient Host host;
    private final transient Output output;

    /** A failure on a server, or on this machine where {@code host} is {@code localhost}. */
    public CommandFailedException(Host host, Output output) {
        super(Topic.COMMANDS, describe(host, output));
        this.host = host;
        this.output = output;
    }

    /** The server it failed on. */
    public Host host() {
        return host;
    }

    /** What it printed, and its exit status. */
    public Output output() {
        return output;
    }

    private static String describe(Host host, Output output) {
        String printed = output.stderr().isBlank() ? output.stdout() : output.stderr();
        return "%s: `%s` failed with exit status %d%s"
                .formatted(
                        host, output.command(), output.exitStatus(), printed.isBlank() ? "" : ": " + printed.strip());
    }
}
