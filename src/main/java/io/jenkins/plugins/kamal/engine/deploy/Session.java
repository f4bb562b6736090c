package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.Tags;
import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.host.Filters;
import io.jenkins.plugins.kamal.engine.host.Targets;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of one command: what is deployed, what is asked, and with what it is done. Everything that a verb needs and
 * several verbs share.
 */
public final class Session {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Project project;
    private final Request request;
    private final LocalShell local;
    private final OnServers servers;
    private final Journal journal;
    private final StopRequest stop;
    private final Terminal terminal;
    private final HookCalls calls;
    private final AtomicBoolean lockHeld;
    private final AtomicBoolean connecting;
    private final Logins logins;

    /** A session without a terminal, whose hooks call nobody. */
    public Session(
            Project project, Request request, LocalShell local, Servers servers, Journal journal, StopRequest stop) {
        this(project, request, local, servers, journal, stop, Terminal.NONE, HookCalls.NONE);
    }

    /** A session. */
    public Session(
            Project project,
            Request request,
            LocalShell local,
            Servers servers,
            Journal journal,
            StopRequest stop,
            Terminal terminal,
            HookCalls calls) {
        this.project = project;
        this.request = request;
        this.local = local;
        this.servers = new OnServers(servers, journal, this::beforeConnecting);
        this.journal = journal;
        this.stop = stop;
        this.terminal = terminal;
        this.calls = calls;
        this.lockHeld = new AtomicBoolean(request.options().holdsLock());
        this.connecting = new AtomicBoolean(request.options().connected());
        this.logins = new Logins();
    }

    private Session(Session session, Request request) {
        this.project = session.project;
        this.request = request;
        this.local = session.local;
        this.servers = session.servers;
        this.journal = session.journal;
        this.stop = session.stop;
        this.terminal = session.terminal;
        this.calls = session.calls;
        this.lockHeld = session.lockHeld;
        this.connecting = session.connecting;
        this.logins = session.logins;
    }

    /** The same session about another version. */
    Session about(Version version) {
        return new Session(this, request.about(version));
    }

    /** The same session about these hosts only, and on them about the same roles. */
    Session at(List<String> hosts) {
        Filters filters = new Filters(hosts, request.namedRoles(), false);
        return new Session(this, request.at(Targets.of(configuration(), filters)));
    }

    /** Runs the hook pre-connect, once: before the first connection, whichever command makes it. */
    void beforeConnecting() {
        if (connecting.compareAndSet(false, true)) {
            new Hooks(this).run("pre-connect", Hooks.Sees.SECRETS);
        }
    }

    Project project() {
        return project;
    }

    Configuration configuration() {
        return project.configuration();
    }

    Request request() {
        return request;
    }

    Version version() {
        return request.version();
    }

    Targets targets() {
        return request.targets();
    }

    LocalShell local() {
        return local;
    }

    OnServers servers() {
        return servers;
    }

    Journal journal() {
        return journal;
    }

    StopRequest stop() {
        return stop;
    }

    Terminal terminal() {
        return terminal;
    }

    Logins logins() {
        return logins;
    }

    HookCalls calls() {
        return calls;
    }

    /** Whether the hook pre-connect has run, or runs. */
    boolean connected() {
        return connecting.get();
    }

    boolean lockHeld() {
        return lockHeld.get();
    }

    void lockHeld(boolean held) {
        lockHeld.set(held);
    }

    /** Who does what, now: for audit lines, which name no version of themselves. */
    Tags tags() {
        return tags(Optional.empty());
    }

    /** Who does what, now, with the version if there is one: for hooks. */
    Tags hookTags() {
        return tags(request.wanted().find());
    }

    private Tags tags(Optional<Version> version) {
        return Tags.of(
                configuration(), journal.clock().instant(), project.person().performer(), version);
    }

    /** Random hexadecimal digits for names that must not clash. */
    static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
