package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;

/**
 * The part of the client's set-up that needs no settings. It takes longer than reading a configuration, so it is done on
 * another thread meanwhile.
 */
public final class ClientAhead {

    private static final AtomicReference<CompletableFuture<SshClient>> BEGUN = new AtomicReference<>();

    private ClientAhead() {}

    /** Begins the set-up for the next client of this process, unless that is done already. */
    public static void begin() {
        CompletableFuture<SshClient> own = new CompletableFuture<>();
        if (BEGUN.compareAndSet(null, own)) {
            own.completeAsync(Client::withDefaults);
        }
    }

    /** A client with MINA's defaults, which belongs to the caller. */
    static SshClient take() {
        SshClient begun = result(BEGUN.getAndSet(null));
        return begun == null ? Client.withDefaults() : begun;
    }

    /** A set-up that failed is tried again, so that its failure is that of the command. */
    @CheckForNull
    private static SshClient result(@CheckForNull CompletableFuture<SshClient> begun) {
        return begun == null ? null : begun.exceptionally(failure -> null).join();
    }
}
