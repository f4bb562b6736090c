package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.concurrent.CompletableFuture;

/** A connection to one server, used for everything that is done there; scripts on it may run at the same time. */
public interface ServerShell extends AutoCloseable {

    /** The server's name or address as the configuration has it. */
    Host host();

    /**
     * Runs a script there; no thread waits for it. Completes exceptionally with {@link ServerUnreachableException}
     * where the connection is lost; a command's failure is in the result.
     */
    CompletableFuture<ScriptResult> run(Script script);

    /**
     * Lets programs of the server reach a port of this machine over this connection: what connects there to 127.0.0.1
     * and port {@code there} reaches 127.0.0.1 and port {@code here}. Nobody but the server itself can connect, unless
     * its sshd is told otherwise ({@code GatewayPorts yes}). Completes exceptionally with {@link
     * PortForwardingException} where the server refuses, with {@link ServerUnreachableException} where it is lost.
     */
    CompletableFuture<PortForwarding> forward(int there, int here);

    /**
     * Runs one command with a terminal; gives its exit status. Completes exceptionally with
     * {@link ServerUnreachableException} where the connection is lost before it ends.
     *
     * @param screen what is at this end of the terminal
     * @param gone completes when nobody is before the screen any more; the terminal is hung up then
     */
    CompletableFuture<Integer> attach(Command command, Screen screen, CompletableFuture<Void> gone);

    /** Closes the connection; what still runs there is not waited for. */
    @Override
    void close();
}
