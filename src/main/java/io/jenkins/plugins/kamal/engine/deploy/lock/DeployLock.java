package io.jenkins.plugins.kamal.engine.deploy.lock;

import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The deploy lock on the primary host. A run releases the lock that it took, however it ends, and leaves the lock of
 * somebody else alone.
 */
public final class DeployLock {

    /** Where nothing is checked out; a command such as {@code app stop} works there, too. */
    private static final Version UNKNOWN = new Version("unknown");

    /** A lock whose taker was killed, or whose disk was full, between the two commands that take it. */
    private static final String NO_DETAILS = "Who holds it is unknown: the lock has no file `details`";

    private final Session session;
    private final LockCommands commands;
    private final Host host;

    public DeployLock(Session session) {
        this.session = session;
        this.commands = new LockCommands(session.configuration());
        this.host = session.targets().primaryHost();
    }

    /** Runs the work under the lock; takes no lock if the caller of this command holds it. */
    public void hold(Runnable work) {
        if (session.lockHeld()) {
            work.run();
            return;
        }
        LockDetails details = take(LockDetails.AUTOMATIC);
        session.lockHeld(true);
        try {
            tellAcquired();
            work.run();
        } catch (RuntimeException | Error failure) {
            releaseAfter(failure, details);
            throw failure;
        }
        release(details);
    }

    /** Takes the lock for a person, with a message; it stays until it is released by hand. */
    void acquire(String message) {
        take(message);
        tellAcquired();
    }

    /** Creates Kamal's directory on every host, and at the same time takes the lock on the primary one. */
    private LockDetails take(String message) {
        session.log().info("==> Acquire the deploy lock");
        Script directory = Script.of(new ServerCommands(session.configuration()).ensureRunDirectory());
        List<Host> others = session.targets().hosts().stream()
                .filter(other -> !other.equals(host))
                .toList();
        Map<Host, CompletableFuture<ScriptResult>> directories =
                session.servers().begin(others, other -> session.servers().run(other, directory));
        LockDetails details = takeAfter(directory, message);
        try {
            ServerCommandRunner.join(directories);
        } catch (RuntimeException failure) {
            releaseAfter(failure, details);
            throw failure;
        }
        return details;
    }

    /** Takes the lock as soon as nobody else holds it; the first attempt follows these steps in one script. */
    private LockDetails takeAfter(Script steps, String message) {
        Instant giveUp = session.log().clock().instant().plus(timeout());
        Script before = steps;
        while (true) {
            LockDetails details = new LockDetails(
                    session.project().person().name(),
                    session.log().clock().instant(),
                    session.request().wanted().find().orElse(UNKNOWN),
                    message);
            Output attempt = last(before.attempt(commands.acquire(details)));
            if (attempt.succeeded()) {
                return details;
            }
            waitOrGiveUp(attempt, giveUp);
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

    private void tellAcquired() {
        session.log().tell(new DeployEvent.LockAcquired(host.toString(), commands.directory()));
    }

    /** Releases the lock, whoever holds it; it is an error if nobody does. */
    void releaseAny() {
        Output output = attempt(commands.release());
        if (output.stderr().contains("No such file or directory")
                && status().filter(NO_DETAILS::equals).isPresent()) {
            output = attempt(commands.releaseWithoutDetails());
        }
        if (output.stderr().contains("No such file or directory")) {
            throw new DeployException(
                    "There is no deploy lock on " + host + " (" + commands.directory() + "), so nothing is released");
        }
        requireSuccess(output);
        session.log().tell(new DeployEvent.LockReleased(host.toString(), commands.directory()));
    }

    /** The details of the lock; empty if nobody holds it. */
    Optional<String> status() {
        Output output = attempt(commands.status());
        if (output.stderr().contains("No such file or directory")) {
            return output.stderr().contains(commands.detailsFile()) ? Optional.of(NO_DETAILS) : Optional.empty();
        }
        requireSuccess(output);
        return Optional.of(output.stdout());
    }

    private void release(LockDetails details) {
        session.lockHeld(false);
        session.log().info("==> Release the deploy lock");
        Output output = attempt(commands.releaseOwn(details));
        if (!output.succeeded()) {
            throw new DeployException("The deploy lock on " + host + " is no longer ours, so it is left alone: "
                    + status().orElse("it is gone")
                    + ". Somebody released it during this run; look at what ran meanwhile");
        }
        session.log().tell(new DeployEvent.LockReleased(host.toString(), commands.directory()));
    }

    private void waitOrGiveUp(Output attempt, Instant giveUp) {
        if (!attempt.stderr().contains("File exists")) {
            requireSuccess(attempt);
        }
        String holder = status().orElse("");
        if (holder.isEmpty()) {
            return;
        }
        Request.LockWait wait = session.request().options().lockWait();
        boolean manual = !holder.contains(LockDetails.AUTOMATIC);
        Instant now = session.log().clock().instant();
        if (wait == null || manual || !now.isBefore(giveUp)) {
            String why = wait == null
                    ? ""
                    : manual ? " It was taken by hand, so it is not waited for." : " It was waited for in vain.";
            throw new DeployException(held(session.configuration(), host, why, holder));
        }
        session.log()
                .info("    The deploy lock is held; trying again in "
                        + wait.interval().toSeconds() + " s\n" + holder.indent(4));
        pause(wait.interval());
    }

    /** The message about a lock that somebody else holds. */
    public static String held(Configuration configuration, Host host, String why, String holder) {
        return "The deploy lock on " + host + " is held (" + new LockCommands(configuration).directory() + ")." + why
                + "\n" + holder
                + "\nWait for that deploy, or, if it is dead, release the lock with `kamal lock release`";
    }

    private void pause(Duration interval) {
        session.stop().interruptibly("the wait for the deploy lock", () -> {
            Thread.sleep(interval.toMillis());
            return null;
        });
    }

    private Duration timeout() {
        Request.LockWait wait = session.request().options().lockWait();
        return wait == null ? Duration.ZERO : wait.timeout();
    }

    private Output attempt(Command command) {
        return last(Script.of().attempt(command));
    }

    private Output last(Script script) {
        List<Output> outputs = session.servers().runAndWait(host, script).outputs();
        return outputs.get(outputs.size() - 1);
    }

    private void requireSuccess(Output output) {
        if (!output.succeeded()) {
            throw new CommandFailedException(host, output);
        }
    }
}
