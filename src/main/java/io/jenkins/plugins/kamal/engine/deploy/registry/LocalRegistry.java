package io.jenkins.plugins.kamal.engine.deploy.registry;

import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The registry on this machine ({@code registry/server: localhost:5555}). The registry is started if it does not run,
 * and its port is forwarded to servers over their connections for as long as they need it
 * ({@code lib/kamal/cli/build.rb} and {@code build/port_forwarding.rb}). With another registry, every method does
 * nothing.
 */
public final class LocalRegistry {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Session session;
    private final boolean used;
    private final RegistryCommands commands;

    /** The registry of the configuration. */
    public LocalRegistry(Session session) {
        this(session, session.configuration().registry());
    }

    /** A registry that may differ from the app's. */
    private LocalRegistry(Session session, Registry registry) {
        this.session = session;
        this.used = registry.isLocal();
        this.commands = new RegistryCommands(registry);
    }

    /** Runs work during which the hosts can pull an accessory's image from the accessory's registry. */
    public static <T> T whilePulling(Session session, Accessory accessory, Collection<Host> hosts, Supplier<T> work) {
        return holdsImage(session, accessory) ? of(session, accessory).reachableFrom(hosts, work) : work.get();
    }

    /** Whether an accessory's image is in a local registry. */
    public static boolean holdsImage(Session session, Accessory accessory) {
        return accessory.image().filter(of(session, accessory)::holds).isPresent();
    }

    private static LocalRegistry of(Session session, Accessory accessory) {
        return new LocalRegistry(
                session, accessory.registry().orElse(session.configuration().registry()));
    }

    private boolean holds(String image) {
        return used && image.startsWith("localhost:" + commands.localPort() + "/");
    }

    /** Starts the registry if it does not run, and waits until it answers. Needs docker on this machine. */
    public void start() {
        if (used) {
            new RegistryAnswer(session, commands).await(attempt(commands.setupLocal()));
        }
    }

    /** Removes the registry with its images, if there is one. */
    void remove() {
        Output removed = attempt(commands.removeLocal());
        if (!removed.succeeded() && removed.stderr().contains("No such container")) {
            session.log().important("There is no local registry to remove");
        } else if (!removed.succeeded()) {
            throw new DeployException(Topic.REGISTRY, "The local registry cannot be removed: " + removed.stderr());
        }
    }

    /** Forwards the port to a host and ends the forwarding at once, to find out early whether the host allows it. */
    public CompletableFuture<Void> tryFrom(Host host) {
        return used ? forward(host).thenAccept(PortForwarding::close) : CompletableFuture.completedFuture(null);
    }

    /** Runs work during which these hosts reach the registry at the same address as this machine. */
    public <T> T reachableFrom(Collection<Host> hosts, Supplier<T> work) {
        if (!used || hosts.isEmpty()) {
            return work.get();
        }
        startUnlessThere();
        Queue<PortForwarding> open = new ConcurrentLinkedQueue<>();
        try {
            session.log()
                    .info("    Forwarding port " + commands.localPort() + " of the local registry to "
                            + Host.listed(hosts));
            session.servers().all(List.copyOf(hosts), host -> forward(host).thenAccept(open::add));
            return work.get();
        } finally {
            open.forEach(PortForwarding::close);
        }
    }

    /**
     * Starts the registry unless it answers. Another command may have built the image, and the machine may have
     * restarted since.
     */
    private void startUnlessThere() {
        if (!new RegistryAnswer(session, commands).isThere()) {
            new LocalDocker(session).require();
            start();
        }
    }

    private CompletableFuture<PortForwarding> forward(Host host) {
        Duration patience = session.configuration().timeouts().deploy();
        return forward(host, session.log().clock().millis() + patience.toMillis());
    }

    /** Another deploy may use the port for its own pull and release it soon, so a taken port is tried again. */
    private CompletableFuture<PortForwarding> forward(Host host, long giveUp) {
        int port = commands.localPort();
        return session.servers().forward(host, port).exceptionallyCompose(failure -> {
            Throwable cause = ServerCommandRunner.cause(failure);
            boolean taken = cause instanceof PortForwardingException refusal && refusal.reason() == Reason.TAKEN;
            if (!taken || session.log().clock().millis() >= giveUp) {
                return CompletableFuture.failedFuture(advised(cause));
            }
            if (session.stop().isAsked()) {
                return CompletableFuture.failedFuture(
                        new StoppedException("while port " + port + " of " + host + " was taken"));
            }
            return CompletableFuture.runAsync(() -> {}, later()).thenCompose(again -> forward(host, giveUp));
        });
    }

    private static Throwable advised(Throwable cause) {
        return cause instanceof PortForwardingException
                ? new DeployException(
                        Topic.REGISTRY,
                        cause.getMessage()
                                + ". The local registry (registry/server) needs this port. Alternatively, use a registry that the servers can reach directly",
                        1,
                        cause)
                : cause;
    }

    private static Executor later() {
        return CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Output attempt(Command command) {
        return new LocalCommands(session).attempt(command, session.project().directory());
    }
}
