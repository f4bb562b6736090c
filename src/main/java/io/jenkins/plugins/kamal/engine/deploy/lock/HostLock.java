package io.jenkins.plugins.kamal.engine.deploy.lock;

import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Optional;

/** The lock directory on the primary host: creates it, reads its details, and removes it. */
final class HostLock {

    /**
     * The text for a lock without details. The details are missing for a moment while somebody takes the lock or takes
     * it over, and permanently if that process died or the disk was full.
     */
    static final String NO_DETAILS = "Who holds it is unknown: the lock's file `details` is missing or empty";

    private static final String MISSING = "No such file or directory";

    private final Session session;
    private final LockCommands commands;
    private final Host host;

    HostLock(Session session) {
        this.session = session;
        this.commands = new LockCommands(session.configuration());
        this.host = session.targets().primaryHost();
    }

    Host host() {
        return host;
    }

    /**
     * Runs the steps and tries to take the lock, all in one script; returns the output of the attempt. A lock whose
     * details could not be written is released again, and so is one of which the host does not say whether it was taken.
     */
    Output take(Script before, LockDetails details) {
        session.servers().connect(List.of(host));
        Output attempt;
        try {
            attempt = last(before.attempt(commands.acquire(details)));
        } catch (EngineException failure) {
            throw isSilence(failure) ? afterSilentTake(details, failure) : failure;
        }
        boolean made = attempt.stderr().lines().noneMatch(line -> line.startsWith("mkdir:"));
        if (!attempt.succeeded() && made) {
            attempt(commands.undoAcquire());
        }
        return attempt;
    }

    void tellAcquired() {
        session.log().tell(new DeployEvent.LockAcquired(host.toString(), commands.directory()));
    }

    /** The details of the lock; empty if nobody holds it. */
    Optional<String> holder() {
        Output output = attempt(commands.status());
        if (isMissing(output)) {
            return output.stderr().contains(commands.detailsFile()) ? Optional.of(NO_DETAILS) : Optional.empty();
        }
        requireSuccess(output);
        return Optional.of(output.stdout().isBlank() ? NO_DETAILS : output.stdout());
    }

    /** Whether the lock has these details. */
    boolean isOwn(LockDetails details) {
        return attempt(commands.isOwn(details)).succeeded();
    }

    /**
     * Takes the lock over from its owner if the lock still has the owner's details, and returns whether it had them.
     */
    boolean takeOver(String owner, LockDetails details) {
        return attempt(commands.takeOver(owner, details)).succeeded();
    }

    /** Whether the lock may be taken over, because a run took it automatically and has ended without releasing it. */
    boolean isStale(String owner) {
        Request.LockOwners owners = session.request().lockOwners();
        return owners != null
                && LockDetails.isAutomatic(owner)
                && owners.hasEnded(host.toString(), commands.directory(), owner);
    }

    void tellHeld(String owner) {
        session.log().tell(new DeployEvent.LockHeld(host.toString(), commands.directory(), owner, ""));
    }

    /** Releases the lock if it still has these details. */
    void releaseOwn(LockDetails details) {
        boolean mayBeGone = false;
        boolean released;
        try {
            released = attempt(commands.releaseOwn(details)).succeeded();
        } catch (EngineException failure) {
            if (!isSilence(failure)) {
                throw failure;
            }
            mayBeGone = true;
            released = releaseAgain(details, failure);
        }
        if (!released) {
            Optional<String> holder = holder();
            if (!mayBeGone || holder.isPresent()) {
                throw new DeployException(
                        Topic.LOCK,
                        "The deploy lock on " + host + " is no longer ours, so it is left alone: "
                                + holder.orElse("it is gone")
                                + ". Somebody released it during this run; check what ran in the meantime");
            }
        }
        tellReleased();
    }

    /** Tries once more, because a lost connection can be replaced. */
    private boolean releaseAgain(LockDetails details, EngineException failure) {
        try {
            return attempt(commands.releaseOwn(details)).succeeded();
        } catch (EngineException again) {
            throw isSilence(again) ? unknown("released", failure) : again;
        }
    }

    /** Releases the lock that the host may have given to this run, and returns the failure of the run. */
    private EngineException afterSilentTake(LockDetails details, EngineException failure) {
        try {
            return attempt(commands.releaseOwn(details)).succeeded() ? failure : unknown("taken", failure);
        } catch (EngineException again) {
            failure.addSuppressed(again);
            return unknown("taken", failure);
        }
    }

    private DeployException unknown(String done, EngineException failure) {
        return new DeployException(
                failure.topic(),
                failure.getMessage() + "\nIt is not known whether the deploy lock on " + host + " was " + done + " ("
                        + commands.directory() + "). See `kamal lock status` as soon as the host answers; if this run"
                        + " still holds the lock there, release it with `kamal lock release`",
                failure.exitStatus(),
                failure);
    }

    /** Whether the host did not answer, so that it is not known what a command has done there. */
    private static boolean isSilence(EngineException failure) {
        return failure.topic() == Topic.CONNECTION;
    }

    /** Releases the lock, whoever holds it; it is an error if nobody does. */
    void releaseAny() {
        Output output = attempt(commands.release());
        if (isMissing(output) && holder().filter(NO_DETAILS::equals).isPresent()) {
            output = attempt(commands.releaseWithoutDetails());
        }
        if (isMissing(output)) {
            throw new DeployException(
                    Topic.LOCK,
                    "There is no deploy lock on " + host + " (" + commands.directory() + "), so nothing is released");
        }
        requireSuccess(output);
        tellReleased();
    }

    void requireSuccess(Output output) {
        if (!output.succeeded()) {
            throw new CommandFailedException(host, output);
        }
    }

    private void tellReleased() {
        session.log().tell(new DeployEvent.LockReleased(host.toString(), commands.directory()));
    }

    private Output attempt(Command command) {
        return last(Script.of().attempt(command));
    }

    private Output last(Script script) {
        return session.servers().runAndWait(host, script).last();
    }

    private static boolean isMissing(Output output) {
        return output.stderr().contains(MISSING);
    }
}
