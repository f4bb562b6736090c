package io.jenkins.plugins.kamal.engine.deploy.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides after each failed attempt to take the lock whether to take it over, to wait and try again, or to give up. */
final class LockPatience {

    /** How often in a row the lock may have no known owner, which usually lasts less than a second. */
    private static final int MOST_UNCLEAR = 5;

    private static final Duration UNCLEAR_PAUSE = Duration.ofSeconds(1);

    private final Session session;
    private final HostLock lock;
    private final Pause pause;
    private final Instant end;
    private int unclear;

    @CheckForNull
    private String named;

    LockPatience(Session session, HostLock lock, Pause pause) {
        this.session = session;
        this.lock = lock;
        this.pause = pause;
        Request.LockWait wait = session.request().options().lockWait();
        this.end = session.log().clock().instant().plus(wait == null ? Duration.ZERO : wait.timeout());
    }

    /**
     * Takes the lock over if its owner's run has ended. Otherwise waits until the next attempt is due, or throws a
     * {@link DeployException} if there is to be no further attempt.
     *
     * @param details the new details of the lock if it is taken over
     * @return whether the lock was taken over
     */
    boolean takesOverOrWaits(Output failed, LockDetails details) {
        if (!failed.stderr().contains("File exists")) {
            lock.requireSuccess(failed);
        }
        session.stop().check("before the deploy lock was taken");
        Optional<String> holder = lock.holder();
        if (isUnclear(holder.orElse(null)) && unclear < MOST_UNCLEAR) {
            // If the lock was released between the two questions, the next attempt can succeed without a pause.
            if (unclear > 0 || holder.isPresent()) {
                pause.last(UNCLEAR_PAUSE);
            }
            unclear++;
            return false;
        }
        unclear = 0;
        if (holder.isEmpty()) {
            lock.requireSuccess(failed);
            return false;
        }
        String owner = holder.get();
        if (lock.isStale(owner) && lock.takeOver(owner, details)) {
            session.log()
                    .important("Took over the deploy lock of a run that has ended:\n"
                            + owner.indent(4).stripTrailing());
            return true;
        }
        waitFor(owner);
        return false;
    }

    /** Whether the next attempt may find out more: the lock is gone, or somebody is just about to write its details. */
    private boolean isUnclear(@CheckForNull String holder) {
        boolean patient = session.request().options().lockWait() != null
                || session.request().lockOwners() != null;
        return holder == null || patient && holder.equals(HostLock.NO_DETAILS);
    }

    private void waitFor(String holder) {
        Request.LockWait wait = session.request().options().lockWait();
        if (wait == null) {
            throw held("", holder);
        }
        if (holder.equals(HostLock.NO_DETAILS)) {
            throw held(" This run does not wait for it, because it may never be released.", holder);
        }
        if (!LockDetails.isAutomatic(holder)) {
            throw held(" It was taken by hand, so this run does not wait for it.", holder);
        }
        Instant now = session.log().clock().instant();
        session.request().requireNoFreeze(now);
        if (!now.isBefore(end)) {
            throw held(" It was not released before the wait ended.", holder);
        }
        nameOnce(holder, wait);
        pause.last(wait.interval());
    }

    /** A pause that a stop request interrupts. */
    static Pause interruptible(Session session) {
        return length -> session.stop().interruptibly("the wait for the deploy lock", () -> {
            Thread.sleep(length.toMillis());
            return null;
        });
    }

    /** How to wait between two attempts. */
    @FunctionalInterface
    interface Pause {
        void last(Duration length);
    }

    /** Names each owner once, however long the wait is. */
    private void nameOnce(String holder, Request.LockWait wait) {
        if (!holder.equals(named)) {
            named = holder;
            session.log()
                    .info("    The deploy lock is held; trying again in "
                            + wait.interval().toSeconds() + " s, for at most "
                            + wait.timeout().toSeconds() + " s\n"
                            + holder.indent(4).stripTrailing());
            lock.tellHeld(holder);
        }
    }

    private DeployException held(String why, String holder) {
        return new DeployException(Topic.LOCK, DeployLock.held(session.configuration(), lock.host(), why, holder));
    }
}
