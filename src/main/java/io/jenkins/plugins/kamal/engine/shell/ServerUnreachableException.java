package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;

/**
 * A server could not be reached, or the connection was lost. The message says which server, why, and what to do next.
 */
public final class ServerUnreachableException extends EngineException {

    private static final long serialVersionUID = 1;

    private final transient Host host;

    /** A failure of the connection to this host. */
    public ServerUnreachableException(Host host, String message, Throwable cause) {
        super(Topic.CONNECTION, message, cause);
        this.host = host;
    }

    /** A failure without a cause. */
    public ServerUnreachableException(Host host, String message) {
        super(Topic.CONNECTION, message);
        this.host = host;
    }

    /** The host that could not be reached. */
    public Host host() {
        return host;
    }
}
