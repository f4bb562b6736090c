package io.jenkins.plugins.kamal.engine.shell;

/** Forwards a port of a server to a port of this machine, until this forwarding or the connection is closed. */
public interface PortForwarding extends AutoCloseable {

    /** Ends the forwarding. Never fails; a second call has no effect. */
    @Override
    void close();
}
