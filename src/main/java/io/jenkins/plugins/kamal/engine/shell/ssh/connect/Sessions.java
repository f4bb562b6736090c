package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.key.Identities;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.OfferedKeys;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import io.jenkins.plugins.kamal.engine.shell.ssh.tunnel.TunnelAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/**
 * Opens authenticated sessions: directly, through jump hosts (with one connection to each), or through a proxy command.
 */
public final class Sessions implements AutoCloseable {

    /** Stands for the address of a server behind a tunnel, to which this machine does not connect itself. */
    private static final String ANY_ADDRESS = "0.0.0.0";

    private final SshSettings settings;
    private final SshClient client;
    private final Identities identities;
    private final ExecutorService waiting;
    private final NameLookup names;
    private final Map<SshDestination, CompletableFuture<ClientSession>> jumps = new ConcurrentHashMap<>();

    private Sessions(SshSettings settings, Identities identities, SshClient client) {
        this.settings = settings;
        this.client = client;
        this.identities = identities;
        this.waiting = WaitingThreads.start();
        this.names = new NameLookup(settings, waiting);
    }

    /** Starts the client, which offers these keys; texts of keys in the settings are ignored. */
    public static Sessions start(SshSettings settings, Identities identities) {
        SshClient client = Client.of(settings);
        client.start();
        return new Sessions(settings, identities, client);
    }

    /**
     * Opens a session and logs in. Fails with {@link io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException}.
     */
    public CompletableFuture<ClientSession> open(SshDestination to) {
        CompletableFuture<SessionFacts> facts =
                orTrouble(to, CompletableFuture.supplyAsync(() -> factsAbout(to), waiting));
        String command = to.proxyCommand();
        if (command != null) {
            return facts.thenCompose(known -> throughCommand(known, command));
        }
        return to.lastJump()
                .map(jump -> facts.thenCompose(known -> throughJump(known, jump)))
                .orElseGet(() -> facts.thenCompose(this::direct));
    }

    private SessionFacts factsAbout(SshDestination to) {
        return new SessionFacts(to, identities.offerTo(to), OfferedAlgorithms.of(to.algorithms()));
    }

    /** The keys that are offered to a server, in the form of an agent. */
    public OfferedKeys keysFor(SshDestination to) {
        return new OfferedKeys(identities.offerTo(to).identities(), client);
    }

    /** A few threads for blocking work. */
    public Executor waiting() {
        return waiting;
    }

    @Override
    public void close() {
        client.stop();
        waiting.shutdownNow();
    }

    private CompletableFuture<ClientSession> direct(SessionFacts facts) {
        CompletableFuture<ClientSession> connected = names.addressesOf(facts.destination())
                .thenCompose(addresses -> connectToOneOf(facts, addresses.iterator()));
        return orTrouble(facts.destination(), connected).thenCompose(this::logIn);
    }

    private CompletableFuture<ClientSession> connectToOneOf(SessionFacts facts, Iterator<InetSocketAddress> addresses) {
        CompletableFuture<ClientSession> attempt = connect(facts, addresses.next());
        return attempt.handle((session, error) ->
                        error != null && addresses.hasNext() ? connectToOneOf(facts, addresses) : attempt)
                .thenCompose(one -> one);
    }

    private CompletableFuture<ClientSession> throughJump(SessionFacts facts, SshDestination jump) {
        SshDestination to = facts.destination();
        return jumpSession(jump)
                .thenCompose(through -> orTrouble(to, connect(facts, TunnelAddress.throughJump(through, to))))
                .thenCompose(this::logIn);
    }

    private CompletableFuture<ClientSession> jumpSession(SshDestination jump) {
        return jumps.compute(
                jump,
                (to, former) -> former == null
                                || former.isCompletedExceptionally()
                                || former.isDone() && !former.join().isOpen()
                        ? open(to)
                        : former);
    }

    private CompletableFuture<ClientSession> throughCommand(SessionFacts facts, String command) {
        SshDestination to = facts.destination();
        CompletableFuture<ClientSession> connected = CompletableFuture.supplyAsync(
                        () -> TunnelAddress.throughCommand(command, to), waiting)
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

    private <T> CompletableFuture<T> orTrouble(SshDestination to, CompletableFuture<T> work) {
        return work.exceptionallyCompose(
                error -> CompletableFuture.failedFuture(ConnectionErrors.connecting(to, error, settings.limits())));
    }
}
