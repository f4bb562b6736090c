package io.jenkins.plugins.kamal.engine.deploy.lock;

import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes and releases the deploy lock. A run releases the lock that it took, however the run ends, and never releases
 * a lock that somebody else holds.
 */
public final class DeployLock {

    /**
     * The version in the lock's details if nothing is checked out; commands such as {@code app stop} need no checkout.
     */
    private static final Version UNKNOWN = new Version("unknown");

    private final Session session;
    private final HostLock lock;
    private final LockPatience.Pause pause;

    public DeployLock(Session session) {
        this(session, LockPatience.interruptible(session));
    }

    DeployLock(Session session, LockPatience.Pause pause) {
        this.session = session;
        this.lock = new HostLock(session);
        this.pause = pause;
    }

    /** Runs the work while holding the lock; takes no lock if a parent command already holds it. */
    public void hold(Runnable work) {
        if (session.lockHeld()) {
            work.run();
            return;
        }
        LockDetails details = take(LockDetails.AUTOMATIC);
        session.lockHeld(true);
        session.ownLock(details);
        try {
            lock.tellAcquired();
            session.log().info(lock.host(), "Acquired the deploy lock");
            work.run();
        } catch (RuntimeException | Error failure) {
            releaseAfter(failure, details);
            throw failure;
        }
        release(details);
    }

    /**
     * Throws if the lock that this run took is no longer its own. Does not check a lock that a parent command took.
     *
     * @param next the hosts on which the work would continue
     */
    public void requireOurs(List<Host> next) {
        LockDetails own = session.ownLock();
        if (own != null && !lock.isOwn(own)) {
            throw new DeployException(
                    Topic.LOCK,
                    "The deploy lock on " + lock.host() + " is no longer ours, so nothing more is done on "
                            + Host.listed(next) + ": " + lock.holder().orElse("it is gone")
                            + ". Somebody released it or took it over during this run; check what ran in the meantime");
        }
    }

    /**
     * Returns the failure of {@link #requireOurs} if the lock is no longer this run's own. If the lock's host does not
     * answer, the lock does not count as lost, because nobody else can take it there either; the log says so.
     */
    public Optional<EngineException> findLoss(List<Host> next) {
        try {
            requireOurs(next);
            return Optional.empty();
        } catch (EngineException e) {
            if (e.topic() == Topic.LOCK) {
                return Optional.of(e);
            }
            session.log()
                    .important("The deploy lock on " + lock.host()
                            + " could not be checked, so this run continues as if it still held the lock: "
                            + e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes the lock with a message for a person, who also has to release it. */
    void acquire(String message) {
        take(message);
        lock.tellAcquired();
    }

    /** Takes the lock on the primary host and, at the same time, creates Kamal's directory on all hosts. */
    private LockDetails take(String message) {
        session.log().info("==> Acquire the deploy lock");
        Script directory = Script.of(new ServerCommands(session.configuration()).ensureRunDirectory());
        List<Host> others = session.targets().hosts().stream()
                .filter(other -> !other.equals(lock.host()))
                .toList();
        Map<Host, CompletableFuture<ScriptResult>> directories =
                session.servers().begin(others, other -> session.servers().run(other, directory));
        LockDetails details;
        try {
            details = takeAfter(directory, message);
        } catch (RuntimeException | Error failure) {
            // Wait for the directories, so that the state of the hosts does not depend on which command was faster.
            CompletableFuture.allOf(directories.values().toArray(CompletableFuture[]::new))
                    .handle((done, ignored) -> done)
                    .join();
            throw failure;
        }
        try {
            ServerCommandRunner.join(directories);
            session.request().requireNoFreeze(session.log().clock().instant());
        } catch (RuntimeException | Error failure) {
            releaseAfter(failure, details);
            throw failure;
        }
        return details;
    }

    /** Takes the lock as soon as nobody else holds it; the script of the first attempt begins with these steps. */
    private LockDetails takeAfter(Script steps, String message) {
        LockPatience patience = new LockPatience(session, lock, pause);
        Script before = steps;
        while (true) {
            LockDetails details = new LockDetails(
                    session.project().person().name(),
                    session.log().clock().instant(),
                    session.request().wanted().find().orElse(UNKNOWN),
                    message);
            Output attempt = lock.take(before, details);
            if (attempt.succeeded() || patience.takesOverOrWaits(attempt, details)) {
                return details;
            }
            before = Script.of();
        }
    }

    private void releaseAfter(Throwable failure, LockDetails details) {
        try {
            release(details);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            session.log().important("The deploy lock could not be released: " + e.getMessage());
        }
    }

    private void release(LockDetails details) {
        session.lockHeld(false);
        session.ownLock(null);
        session.log().info("==> Release the deploy lock");
        lock.releaseOwn(details);
        session.log().info(lock.host(), "Released the deploy lock");
    }

    /** Returns the message about a lock that somebody else holds. */
    public static String held(Configuration configuration, Host host, String why, String holder) {
        return "The deploy lock on " + host + " is held (" + new LockCommands(configuration).directory() + ")." + why
                + "\n" + holder
                + "\nWait for that deploy to end. If it is not running any more, release the lock with `kamal lock release`";
    }
}
