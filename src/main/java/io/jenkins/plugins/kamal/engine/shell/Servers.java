package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.concurrent.CompletableFuture;

/** Connects to each server once: a second call for the same host returns the same connection. */
public interface Servers extends AutoCloseable {

    /**
     * The connection to a host, which is opened if there is none. Completes exceptionally with
     * {@link ServerUnreachableException} if the host cannot be reached, if its key is not the known one, or if the
     * login fails.
     */
    CompletableFuture<ServerShell> connect(Host host);

    /**
     * Lets the {@code ssh} of other programs on this machine log in to a host with the keys of this run, and trust the
     * host keys of this run. Does nothing if neither keys nor host keys were handed to this run: {@code ssh} then finds
     * them by itself.
     *
     * @throws java.io.UncheckedIOException if the files for this cannot be created
     */
    LentLogin lend(Host host);

    /** Closes every connection. */
    @Override
    void close();
}
