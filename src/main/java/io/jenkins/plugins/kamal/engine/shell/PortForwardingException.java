package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** Reports that a server does not forward a port. The message says which server and port, why, and what to do next. */
public final class PortForwardingException extends EngineException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why a port is not forwarded. */
    public enum Reason {
        /** The port is already in use on the server; it may be free later. */
        TAKEN,
        /** The SSH server is not allowed to forward ports. */
        FORBIDDEN,
        /** The SSH server did not refuse, but the request failed, for example because no answer came in time. */
        FAILED
    }

    /** A refusal, with the exception by which the SSH client reported it. */
    public PortForwardingException(Reason reason, String message, Throwable cause) {
        super(Topic.CONNECTION, message, cause);
        this.reason = reason;
    }

    /** The reason. */
    public Reason reason() {
        return reason;
    }
}
