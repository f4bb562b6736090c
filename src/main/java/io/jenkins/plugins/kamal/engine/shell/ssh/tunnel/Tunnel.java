package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.sshd.common.util.buffer.Buffer;

/** A stream of bytes to a server. Nothing listens on this machine for it, so no other process can use it. */
interface Tunnel {

    /** Takes the bytes that the server sends. */
    interface Receiver {

        /** Takes bytes; the array is reused after the call. */
        void received(byte[] data, int offset, int count);

        /** The stream has ended. */
        void ended();
    }

    /** Opens the stream; the future is complete when bytes can be written. */
    CompletableFuture<Void> open(Receiver receiver);

    /**
     * Writes bytes without waiting; the next call follows after {@code written}.
     *
     * @param written is called with the error, or with {@code null} after a success
     */
    void write(Buffer bytes, Consumer<Throwable> written);

    /** Ends the stream. */
    void close();

    /** Reports success to the callback of a write. */
    static void succeed(Consumer<Throwable> written) {
        @CheckForNull Throwable none = null;
        written.accept(none);
    }
}
