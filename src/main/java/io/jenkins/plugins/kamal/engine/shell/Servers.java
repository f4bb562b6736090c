package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.concurrent.CompletableFuture;

/** Connects to each server once: a second call for the same host returns the same connection. */
public interface Servers extends AutoCloseable {

    /**
     * The connection to a host, made now if there is none yet. Completes exceptionally with
     * {@link ServerUnreachableException} where the host cannot be reached, its key is not the known one, or the login
     * fails.
     */
    CompletableFuture<ServerShell> connect(Host host);

    /**
     * Lets {@code ssh}, where other programs of this machine start it, log in at a host with the keys of this run and
     * believe the host keys of this run. Where neither was handed to this run, {@code ssh} finds them by itself, and
     * nothing is done.
     *
     * @throws java.io.UncheckedIOException where the files that it takes cannot be made
     */
    LentLogin lend(Host host);

    /** Closes every connection. */
    @Override
    void close();
}
