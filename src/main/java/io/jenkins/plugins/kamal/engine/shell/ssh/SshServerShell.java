package io.jenkins.plugins.kamal.engine.shell.ssh;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.ForwardedPort;
import io.jenkins.plugins.kamal.engine.shell.ssh.connect.Limiter;
import io.jenkins.plugins.kamal.engine.shell.ssh.script.ScriptChannels;
import io.jenkins.plugins.kamal.engine.shell.ssh.script.ScriptRun;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import io.jenkins.plugins.kamal.engine.shell.ssh.terminal.TerminalChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.session.ClientSession;

/** An SSH connection to one server; each script is a channel on it. */
final class SshServerShell implements ServerShell {

    private final Host host;
    private final ClientSession session;
    private final SshSettings settings;
    private final Executor executor;
    private final Executor waiting;
    private final ScriptChannels channels;
    private final Limiter limiter;
    private final AtomicInteger running = new AtomicInteger();
    private volatile long lastUse = System.nanoTime();

    SshServerShell(Host host, ClientSession session, SshSettings settings, Executor executor, Executor waiting) {
        this.host = host;
        this.session = session;
        this.settings = settings;
        this.executor = executor;
        this.waiting = waiting;
        this.channels = new ScriptChannels(session, settings);
        this.limiter = new Limiter(settings.limits().channels());
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public CompletableFuture<ScriptResult> run(Script script) {
        CompletableFuture<ScriptResult> result = new CompletableFuture<>();
        if (script.steps().isEmpty()) {
            result.complete(new ScriptResult(host, script, List.of()));
            return result;
        }
        running.incrementAndGet();
        result.whenComplete((done, error) -> {
            lastUse = System.nanoTime();
            running.decrementAndGet();
        });
        enter(script, result);
        return result;
    }

    @Override
    public CompletableFuture<PortForwarding> forward(int there, int here) {
        // The use of the forwarded port cannot be observed here, so a connection with one counts as in use from now on.
        running.incrementAndGet();
        ForwardedPort port = new ForwardedPort(host, session, there, here);
        return CompletableFuture.supplyAsync(port::open, waiting).thenApplyAsync(open -> open, executor);
    }

    /** A server that allows fewer sessions than sshd's default MaxSessions gets fewer scripts at the same time. */
    private void enter(Script script, CompletableFuture<ScriptResult> result) {
        ScriptRun run = new ScriptRun(host, session, channels, script, settings, executor, result);
        limiter.enter(
                () -> run.start(() -> {
                    boolean again = limiter.narrow();
                    if (again) {
                        enter(script, result);
                    }
                    return again;
                }),
                result::completeExceptionally);
    }

    /**
     * Whether the connection is still open and was not idle for so long that a device in between may have forgotten it.
     * An idle connection is closed ({@code pool_idle_timeout} of {@code sshkit.yml}).
     */
    boolean isUsable() {
        boolean idle = running.get() == 0
                && System.nanoTime() - lastUse > settings.limits().idle().toNanos();
        if (idle) {
            session.close(true);
        }
        return !idle && session.isOpen();
    }

    @Override
    public CompletableFuture<Integer> attach(Command command, Screen screen, CompletableFuture<Void> gone) {
        running.incrementAndGet();
        return new TerminalChannel(host, session, command, screen, executor)
                .open(gone)
                .whenComplete((status, failure) -> {
                    lastUse = System.nanoTime();
                    running.decrementAndGet();
                });
    }

    @Override
    public void close() {
        session.close(false);
    }
}
