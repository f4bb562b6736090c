package io.jenkins.plugins.kamal.engine.shell;

/** A port of a server that leads to a port of this machine, until this or the connection is closed. */
public interface PortForwarding extends AutoCloseable {

    /** Ends the forwarding. Never fails; a second call has no effect. */
    @Override
    void close();
}
