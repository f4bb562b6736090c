package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.Tags;
import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.host.Targets;
import io.jenkins.plugins.kamal.engine.shell.LocalShell;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

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
    private boolean lockHeld;

    /** A session. */
    public Session(
            Project project, Request request, LocalShell local, Servers servers, Journal journal, StopRequest stop) {
        this.project = project;
        this.request = request;
        this.local = local;
        this.servers = new OnServers(servers, journal);
        this.journal = journal;
        this.stop = stop;
        this.lockHeld = request.options().holdsLock();
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

    boolean lockHeld() {
        return lockHeld;
    }

    void lockHeld(boolean held) {
        lockHeld = held;
    }

    /** Who does what, now. */
    Tags tags() {
        return Tags.of(
                configuration(), journal.clock().instant(), project.person().performer(), Optional.of(version()));
    }

    /** Random hexadecimal digits for names that must not clash. */
    static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
