package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.key.Identities;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.OfferedKeys;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Destination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import io.jenkins.plugins.kamal.engine.shell.ssh.tunnel.TunnelAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/** Opens authenticated sessions, directly, through jump hosts (each connected to once), or through a proxy command. */
public final class Sessions implements AutoCloseable {

    /** Threads for what can only be done by waiting: name lookups, reading keys, asking for a port. */
    private static final int LOOKUPS = 4;

    private static final long LONGEST_PAUSE_MILLIS = 2000;

    /** Stands for the address of a server behind a tunnel, which is not connected to from here. */
    private static final String ANY_ADDRESS = "0.0.0.0";

    private final SshSettings settings;
    private final SshClient client;
    private final Identities identities;
    private final ExecutorService lookups;
    private final Map<Destination, CompletableFuture<ClientSession>> jumps = new ConcurrentHashMap<>();

    private Sessions(SshSettings settings, SshClient client) {
        this.settings = settings;
        this.client = client;
        this.identities = new Identities(settings.keys());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                LOOKUPS, LOOKUPS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Sessions::daemon);
        pool.allowCoreThreadTimeOut(true);
        this.lookups = pool;
    }

    public static Sessions start(SshSettings settings) {
        SshClient client = Client.of(settings);
        client.start();
        return new Sessions(settings, client);
    }

    /**
     * A session that is logged in; fails with {@link
     * io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException}.
     */
    public CompletableFuture<ClientSession> open(Destination to) {
        CompletableFuture<SessionFacts> facts =
                orTrouble(to, CompletableFuture.supplyAsync(() -> factsAbout(to), lookups));
        String command = to.proxyCommand();
        if (command != null) {
            return facts.thenCompose(known -> throughCommand(known, command));
        }
        return to.lastJump()
                .map(jump -> facts.thenCompose(known -> throughJump(known, jump)))
                .orElseGet(() -> facts.thenCompose(this::direct));
    }

    private SessionFacts factsAbout(Destination to) {
        return new SessionFacts(to, identities.offerTo(to), OfferedAlgorithms.of(to.algorithms()));
    }

    /** The keys that are offered to a server, as an agent. */
    public OfferedKeys keysFor(Destination to) {
        return new OfferedKeys(identities.offerTo(to).identities(), client);
    }

    /** A few threads for what can only be done by waiting. */
    public Executor waiting() {
        return lookups;
    }

    @Override
    public void close() {
        client.stop();
        lookups.shutdownNow();
    }

    private CompletableFuture<ClientSession> direct(SessionFacts facts) {
        CompletableFuture<ClientSession> connected = lookup(facts.destination(), 0, lookups)
                .thenCompose(addresses -> connectToOneOf(facts, addresses.iterator()));
        return orTrouble(facts.destination(), connected).thenCompose(this::logIn);
    }

    private CompletableFuture<ClientSession> connectToOneOf(SessionFacts facts, Iterator<InetSocketAddress> addresses) {
        CompletableFuture<ClientSession> attempt = connect(facts, addresses.next());
        return attempt.handle((session, error) ->
                        error != null && addresses.hasNext() ? connectToOneOf(facts, addresses) : attempt)
                .thenCompose(one -> one);
    }

    private CompletableFuture<ClientSession> throughJump(SessionFacts facts, Destination jump) {
        Destination to = facts.destination();
        return jumpSession(jump)
                .thenCompose(through -> orTrouble(to, connect(facts, TunnelAddress.throughJump(through, to))))
                .thenCompose(this::logIn);
    }

    private CompletableFuture<ClientSession> jumpSession(Destination jump) {
        return jumps.compute(
                jump,
                (to, former) -> former == null
                                || former.isCompletedExceptionally()
                                || former.isDone() && !former.join().isOpen()
                        ? open(to)
                        : former);
    }

    private CompletableFuture<ClientSession> throughCommand(SessionFacts facts, String command) {
        Destination to = facts.destination();
        CompletableFuture<ClientSession> connected = CompletableFuture.supplyAsync(
                        () -> TunnelAddress.throughCommand(command, to), lookups)
                .thenCompose(address -> connect(facts, address));
        return orTrouble(to, connected).thenCompose(this::logIn);
    }

    private CompletableFuture<ClientSession> connect(SessionFacts facts, InetSocketAddress address) {
        String numeric = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return connect(facts, numeric, address.getPort(), facts.asContext());
    }

    private CompletableFuture<ClientSession> connect(SessionFacts facts, TunnelAddress tunnel) {
        return connect(facts, ANY_ADDRESS, facts.destination().port(), facts.asContext(tunnel));
    }

    private CompletableFuture<ClientSession> connect(
            SessionFacts facts, String address, int port, AttributeRepository context) {
        CompletableFuture<ClientSession> connected = new CompletableFuture<>();
        try {
            client.connect(facts.destination().user(), address, port, context, null)
                    .addListener(future -> {
                        if (future.isConnected()) {
                            connected.complete(future.getClientSession());
                        } else {
                            connected.completeExceptionally(future.getException());
                        }
                    });
        } catch (IOException | RuntimeException e) {
            connected.completeExceptionally(e);
        }
        return connected;
    }

    private CompletableFuture<ClientSession> logIn(ClientSession session) {
        CompletableFuture<ClientSession> loggedIn = new CompletableFuture<>();
        try {
            session.auth().addListener(auth -> {
                if (auth.isSuccess()) {
                    loggedIn.complete(session);
                } else {
                    loggedIn.completeExceptionally(
                            ConnectionErrors.loggingIn(session, auth.getException(), settings.limits()));
                    session.close(true);
                }
            });
        } catch (IOException | RuntimeException e) {
            loggedIn.completeExceptionally(ConnectionErrors.loggingIn(session, e, settings.limits()));
            session.close(true);
        }
        return loggedIn;
    }

    /** Repeats a failed lookup as often, and after the same pauses, as {@code lib/kamal/sshkit_with_ext.rb}. */
    private CompletableFuture<List<InetSocketAddress>> lookup(Destination to, int retries, Executor when) {
        return CompletableFuture.supplyAsync(() -> lookup(to), when).exceptionallyCompose(error -> {
            boolean unknown = ConnectionErrors.peel(error) instanceof UnknownHostException;
            long pause = Math.min(100L << Math.min(retries, 10), LONGEST_PAUSE_MILLIS);
            return unknown && retries < settings.limits().dnsRetries()
                    ? lookup(to, retries + 1, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, lookups))
                    : CompletableFuture.failedFuture(error);
        });
    }

    private List<InetSocketAddress> lookup(Destination to) {
        try {
            return settings.route().addresses().lookup(to.hostName(), to.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> CompletableFuture<T> orTrouble(Destination to, CompletableFuture<T> work) {
        return work.exceptionallyCompose(
                error -> CompletableFuture.failedFuture(ConnectionErrors.connecting(to, error, settings.limits())));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ssh-lookup");
        thread.setDaemon(true);
        return thread;
    }
}
