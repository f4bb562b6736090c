package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Looks up the addresses of hosts; repeats a failed lookup as often as {@code lib/kamal/sshkit_with_ext.rb} does. */
final class NameLookup {

    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final SshSettings settings;
    private final Executor threads;

    NameLookup(SshSettings settings, Executor threads) {
        this.settings = settings;
        this.threads = threads;
    }

    CompletableFuture<List<InetSocketAddress>> addressesOf(SshDestination to) {
        return lookup(to, 0, threads);
    }

    private CompletableFuture<List<InetSocketAddress>> lookup(SshDestination to, int retries, Executor when) {
        return CompletableFuture.supplyAsync(() -> lookup(to), when).exceptionallyCompose(error -> {
            boolean unknown = ConnectionErrors.peel(error) instanceof UnknownHostException;
            long pause = Math.min(100L << Math.min(retries, 10), LONGEST_PAUSE_MILLIS);
            return unknown && retries < settings.limits().dnsRetries()
                    ? lookup(to, retries + 1, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, threads))
                    : CompletableFuture.failedFuture(error);
        });
    }

    private List<InetSocketAddress> lookup(SshDestination to) {
        try {
            return settings.route().addresses().lookup(to.hostName(), to.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
