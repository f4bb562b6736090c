package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.feed.EventFilter;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import io.jenkins.plugins.kamal.task.lock.LockOwner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Copies the log and events of an invocation into its build. Remembers how far it read and how the command ended. */
final class EngineFeed implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How long a stop may take if no event says so. */
    private static final long USUAL_STOP_SECONDS = 90;

    /** The longest wait for an aborted build, whatever the events say. */
    private static final long LONGEST_STOP_SECONDS = TimeUnit.HOURS.toSeconds(1);

    private long logRead;
    private long eventsRead;
    private long stopSeconds = USUAL_STOP_SECONDS;
    private final EventFilter filter;
    private final LastLogLine lastLine = new LastLogLine();
    private boolean warned;

    @CheckForNull
    private String namedOwner;

    @CheckForNull
    private Integer reportedExitStatus;

    /**
     * A feed for a step.
     *
     * @param destination the destination of the step; null for none
     */
    EngineFeed(@CheckForNull String destination) {
        filter = new EventFilter(destination);
    }

    /** Records only what a launch was permitted for. */
    void expect(PreparedLaunch launch) {
        filter.expectService(launch.service());
        if (launch.anyDestination()) {
            filter.expectAnyDestination();
        }
    }

    /** Whether the engine has not printed anything yet, as far as the build knows. */
    boolean isSilent() {
        return logRead == 0;
    }

    /** Reads new text and events, which {@link #takeOver} then copies into the build. */
    InvocationUpdate read(InvocationFiles files, boolean atTheEnd) throws IOException, InterruptedException {
        return files.readAfter(logRead, eventsRead, atTheEnd);
    }

    /** Reads new text and events. The agent waits until there are any, at most for this long. */
    InvocationUpdate await(InvocationFiles files, Duration patience) throws IOException, InterruptedException {
        return files.awaitAfter(logRead, eventsRead, patience);
    }

    /** Begins to read new text and events. The agent waits until there are any, at most for this long. */
    Future<InvocationUpdate> beginRead(InvocationFiles files, Duration patience)
            throws IOException, InterruptedException {
        return files.beginReadAfter(logRead, eventsRead, patience);
    }

    /**
     * Copies new text and events into the build, and only then records how far it has read, so that nothing is lost.
     *
     * @param update what was read since the last time
     * @param log the build's log, for the output of the engine
     * @param notes the build's log, for lines of the plugin, which may contain links
     */
    void takeOver(
            InvocationUpdate update,
            InvocationFiles files,
            OutputStream log,
            PrintStream notes,
            DeploymentAction action,
            Run<?, ?> run)
            throws IOException, InterruptedException {
        log.write(update.log().text().getBytes(StandardCharsets.UTF_8));
        log.flush();
        logRead = update.log().end();
        boolean recorded = false;
        for (String line : update.eventLines().text().lines().toList()) {
            NumberedEvent event = filter.accept(line);
            if (event == null) {
                warn(log);
            } else {
                recorded |= action.record(event);
                take(event.event());
                if (event.event() instanceof DeployEvent.LockHeld held) {
                    answer(held, files, notes, run);
                }
            }
        }
        if (recorded) {
            run.save();
        }
        eventsRead = update.eventLines().end();
    }

    /** Names the owner of the lock, once for each state that the owner is in. */
    private void answer(DeployEvent.LockHeld held, InvocationFiles files, PrintStream notes, Run<?, ?> run)
            throws IOException, InterruptedException {
        LockOwner owner = ownerOf(held, run);
        if (!owner.text().equals(namedOwner)) {
            namedOwner = owner.text();
            notes.println("Kamal: " + owner.text());
        }
        if (!held.question().isEmpty()) {
            files.answerAboutLock(held.question(), owner.state() == LockOwner.State.ENDED);
        }
    }

    /**
     * Looks the owner up with the run's permissions, because the run's log must not name jobs that the run may not see.
     */
    private static LockOwner ownerOf(DeployEvent.LockHeld held, Run<?, ?> run) {
        Authentication rights =
                run.getParent() instanceof Queue.Task job ? Tasks.getAuthenticationOf2(job) : Jenkins.ANONYMOUS2;
        try (ACLContext ignored = ACL.as2(rights)) {
            return LockOwner.of(held.details(), Instant.now());
        }
    }

    private void warn(OutputStream log) throws IOException {
        if (!warned) {
            warned = true;
            log.write(("Kamal: WARNING: " + EventFilter.WARNING + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void take(DeployEvent event) {
        if (event instanceof DeployEvent.CommandStarted started) {
            stopSeconds = Math.min(LONGEST_STOP_SECONDS, Math.max(0, started.stopSeconds()));
        } else if (event instanceof DeployEvent.CommandFinished finished) {
            reportedExitStatus = finished.exitStatus();
        }
    }

    /** The last line of the log. */
    LastLogLine lastLine() {
        return lastLine;
    }

    /** The exit status that the last event reports, or null if there is none yet. */
    @CheckForNull
    Integer reportedExitStatus() {
        return reportedExitStatus;
    }

    /** How many seconds the engine may take to stop: the deploy timeout, the drain timeout, and a margin. */
    long stopSeconds() {
        return stopSeconds;
    }

    /** Whether an engine that was asked to stop at this time should have stopped by now. */
    boolean isStopOverdue(long askedAtMillis) {
        return System.currentTimeMillis() - askedAtMillis > TimeUnit.SECONDS.toMillis(stopSeconds);
    }
}
