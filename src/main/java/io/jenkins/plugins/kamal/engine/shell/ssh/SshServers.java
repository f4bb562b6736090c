package io.jenkins.plugins.kamal.engine.shell.ssh;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.ClientAhead;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.ConnectionErrors;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.LentProgram;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.Limiter;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.Sessions;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.SshDestinations;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.Identities;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.LocalPrograms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.apache.sshd.client.session.ClientSession;

/**
 * Servers over SSH, with one connection per host. A connection is opened on first use, and everything that is done on
 * the host is multiplexed on it.
 *
 * <p>No thread waits for a server; a few threads serve any number of hosts. Results are delivered on the common pool,
 * never on a thread that reads from the network, so that the receiver of a result may block.
 */
public final class SshServers implements Servers {

    private static final LentLogin NOTHING = new LentLogin() {
        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public void close() {
            // Nothing was lent.
        }
    };

    private final SshSettings settings;
    private final LocalPrograms programs;
    private final Executor executor = ForkJoinPool.commonPool();
    private final SshDestinations destinations;
    private final Admission admission;
    private final Limiter starts;
    private final Sessions sessions;
    private final boolean lends;
    private final Map<Host, CompletableFuture<ServerShell>> shells = new ConcurrentHashMap<>();

    private SshServers(SshSettings given, LocalPrograms programs, Admission admission, Consumer<String> warnings) {
        Identities identities = new Identities(given.keys());
        this.lends = !given.keys().texts().isEmpty() || given.hostKeys().text().isPresent();
        this.settings = given.withoutKeyTexts();
        this.programs = programs;
        this.admission = admission;
        this.destinations = new SshDestinations(settings, warnings);
        this.starts = new Limiter(settings.limits().maxConcurrentStarts());
        this.sessions = Sessions.start(settings, identities);
    }

    /** Begins, on another thread, what the next start needs whatever its settings are. */
    public static void beginStart() {
        ClientAhead.begin();
    }

    /** Reads the known host keys and the private keys, and starts the client, without connecting to any server. */
    public static SshServers start(SshSettings settings) {
        return start(settings, LocalPrograms.ofThisProcess(), warning -> {});
    }

    /** Does the same with other programs of this machine, and reports ignored lines of the SSH configuration. */
    public static SshServers start(SshSettings settings, LocalPrograms programs, Consumer<String> warnings) {
        return start(settings, programs, (host, port) -> {}, warnings);
    }

    /** Does the same, and lets {@code admission} decide for which hosts the keys are used. */
    public static SshServers start(
            SshSettings settings, LocalPrograms programs, Admission admission, Consumer<String> warnings) {
        return new SshServers(settings, programs, admission, warnings);
    }

    /** Decides for which hosts the keys are used. */
    @FunctionalInterface
    public interface Admission {

        /**
         * Throws an exception to refuse a host, which may be a jump host.
         *
         * @param hostName the name or address to which the engine connects
         */
        void require(String hostName, int port);
    }

    /** Refuses hosts for which the keys must not be used, before connecting to any host. */
    public void requireAdmission(Iterable<Host> hosts) {
        hosts.forEach(this::destination);
    }

    @Override
    public CompletableFuture<ServerShell> connect(Host host) {
        return shells.compute(host, (name, former) -> former == null || isOver(former) ? open(name) : former)
                .copy();
    }

    @Override
    public LentLogin lend(Host host) {
        if (!lends) {
            return NOTHING;
        }
        SshDestination to = destination(host);
        return LentProgram.make(
                programs,
                to.user(),
                sessions.keysFor(to),
                settings.hostKeys().text().orElse(null));
    }

    @Override
    public void close() {
        sessions.close();
    }

    private SshDestination destination(Host host) {
        SshDestination to = destinations.of(host);
        to.jumps().forEach(jump -> admission.require(jump.hostName(), jump.port()));
        admission.require(to.hostName(), to.port());
        return to;
    }

    private CompletableFuture<ServerShell> open(Host host) {
        CompletableFuture<ServerShell> shell = new CompletableFuture<>();
        starts.enter(
                () -> {
                    CompletableFuture<ClientSession> session = sessions.open(destination(host));
                    return session.handle((opened, error) -> {
                        executor.execute(() -> settle(host, shell, opened, error));
                        return null;
                    });
                },
                e -> shell.completeExceptionally(
                        new ServerUnreachableException(host, host + ": " + e.getMessage(), e)));
        return shell;
    }

    private void settle(Host host, CompletableFuture<ServerShell> shell, ClientSession session, Throwable error) {
        if (error == null) {
            shell.complete(new SshServerShell(host, session, settings, executor, sessions.waiting()));
        } else {
            shell.completeExceptionally(ConnectionErrors.peel(error));
        }
    }

    private static boolean isOver(CompletableFuture<ServerShell> shell) {
        return shell.isCompletedExceptionally()
                || shell.isDone() && shell.join() instanceof SshServerShell ssh && !ssh.isUsable();
    }
}
