package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Tags;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One run of one command: the project, the request, and the means to carry it out. Commands that consist of other
 * commands share one session with them.
 */
public final class Session {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Project project;
    private final Request request;
    private final LocalShell local;
    private final ServerCommandRunner servers;
    private final RunLog log;
    private final StopRequest stop;
    private final Terminal terminal;
    private final HookCalls calls;
    private final Consumer<Session> preConnect;
    private final AtomicBoolean lockHeld;
    private final AtomicReference<LockDetails> ownLock;
    private final AtomicBoolean connecting;
    private final Logins logins;
    private final Mirrors mirrors;

    /**
     * Creates a session.
     *
     * @param preConnect runs the hook pre-connect
     */
    public Session(
            Project project,
            Request request,
            LocalShell local,
            Servers servers,
            RunLog log,
            StopRequest stop,
            Terminal terminal,
            HookCalls calls,
            Consumer<Session> preConnect) {
        this.project = project;
        this.request = request;
        this.local = local;
        this.servers = new ServerCommandRunner(servers, log, this::beforeConnecting);
        this.log = log;
        this.stop = stop;
        this.terminal = terminal;
        this.calls = calls;
        this.preConnect = preConnect;
        this.lockHeld = new AtomicBoolean(request.options().parent().holdsLock());
        this.ownLock = new AtomicReference<>();
        this.connecting = new AtomicBoolean(request.options().parent().connected());
        this.logins = new Logins();
        this.mirrors = new Mirrors();
    }

    private Session(Session session, Request request) {
        this.project = session.project;
        this.request = request;
        this.local = session.local;
        this.servers = session.servers;
        this.log = session.log;
        this.stop = session.stop;
        this.terminal = session.terminal;
        this.calls = session.calls;
        this.preConnect = session.preConnect;
        this.lockHeld = session.lockHeld;
        this.ownLock = session.ownLock;
        this.connecting = session.connecting;
        this.logins = session.logins;
        this.mirrors = session.mirrors;
    }

    /** Returns the same session about another version. */
    public Session about(Version version) {
        return new Session(this, request.about(version));
    }

    /** Returns the same session, limited to these hosts and on them to the same roles. */
    public Session at(List<Host> hosts) {
        List<String> patterns = hosts.stream().map(Host::toString).toList();
        Filters filters = new Filters(patterns, request.namedRoles(), false);
        return new Session(this, request.at(Targets.of(configuration(), filters)));
    }

    /** Runs the hook pre-connect once, before the first connection. */
    public void beforeConnecting() {
        if (connecting.compareAndSet(false, true)) {
            preConnect.accept(this);
        }
    }

    public Project project() {
        return project;
    }

    public Configuration configuration() {
        return project.configuration();
    }

    public Request request() {
        return request;
    }

    public Version version() {
        return request.version();
    }

    public Targets targets() {
        return request.targets();
    }

    public LocalShell local() {
        return local;
    }

    public ServerCommandRunner servers() {
        return servers;
    }

    public RunLog log() {
        return log;
    }

    public StopRequest stop() {
        return stop;
    }

    Terminal terminal() {
        return terminal;
    }

    public Logins logins() {
        return logins;
    }

    public Mirrors mirrors() {
        return mirrors;
    }

    public HookCalls calls() {
        return calls;
    }

    /** Whether the hook pre-connect has run or is running. */
    public boolean connected() {
        return connecting.get();
    }

    public boolean lockHeld() {
        return lockHeld.get();
    }

    public void lockHeld(boolean held) {
        lockHeld.set(held);
    }

    /** The details of the lock that this run took; null if it holds none, or its parent's. */
    @CheckForNull
    public LockDetails ownLock() {
        return ownLock.get();
    }

    public void ownLock(@CheckForNull LockDetails details) {
        ownLock.set(details);
    }

    /** The tags of audit lines, which name no version. */
    public Tags tags() {
        return tags(null);
    }

    /** The tags of hooks, with the version if there is one. */
    public Tags hookTags() {
        return tags(request.wanted().find().orElse(null));
    }

    private Tags tags(@CheckForNull Version version) {
        return Tags.of(configuration(), log.clock().instant(), project.person().performer(), version);
    }

    /** Returns random hexadecimal digits, two for each byte, for names that must not clash. */
    public static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
