package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;

/** A server does not forward a port; the message says which server and port, why, and what to do next. */
public final class PortForwardingException extends EngineException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why a server refuses. */
    public enum Reason {
        /** Something listens on the port there already; it may be free later. */
        TAKEN,
        /** The SSH server is not allowed to forward ports. */
        FORBIDDEN
    }

    /** A refusal. */
    public PortForwardingException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
