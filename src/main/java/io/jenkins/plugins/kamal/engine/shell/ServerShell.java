package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.concurrent.CompletableFuture;

/** The connection to one server, which all scripts share. Scripts may run at the same time. */
public interface ServerShell extends AutoCloseable {

    /** The name or address of the server in the configuration. */
    Host host();

    /**
     * Runs a script on the server; no thread waits for it. Completes exceptionally with
     * {@link ServerUnreachableException} if the connection is lost; a command's failure is in the result.
     */
    CompletableFuture<ScriptResult> run(Script script);

    /**
     * Lets programs on the server reach a port of this machine over this connection: a program that connects to
     * 127.0.0.1 and port {@code there} on the server reaches 127.0.0.1 and port {@code here} on this machine. Only the
     * server itself can connect, unless its sshd is configured otherwise ({@code GatewayPorts yes}). Completes
     * exceptionally with {@link PortForwardingException} if the server refuses, and with
     * {@link ServerUnreachableException} if the connection is lost.
     */
    CompletableFuture<PortForwarding> forward(int there, int here);

    /**
     * Runs one command with a terminal, and returns its exit status. Completes exceptionally with
     * {@link ServerUnreachableException} if the connection is lost before the command ends.
     *
     * @param screen the local end of the terminal
     * @param gone completes when nobody is at the screen any more; then the terminal hangs up
     */
    CompletableFuture<Integer> attach(Command command, Screen screen, CompletableFuture<Void> gone);

    /** Closes the connection without waiting for scripts that still run. */
    @Override
    void close();
}
