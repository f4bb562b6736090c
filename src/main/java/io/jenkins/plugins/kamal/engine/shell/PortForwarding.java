package io.jenkins.plugins.kamal.engine.shell;

/** A port of a server that leads to a port of this machine, until this or the connection is closed. */
public interface PortForwarding extends AutoCloseable {

    /** Ends it; never fails, and more than once does no harm. */
    @Override
    void close();
}
