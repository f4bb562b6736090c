package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches for the plugin's request to stop and for the loss of the invocation's directory, and shows at intervals that
 * this process is alive.
 */
final class StopFileMonitor implements AutoCloseable {

    private static final long MILLIS = 250;
    private static final long LIFE_SECONDS = 10;

    /** How long a build without a sign of life counts as alive, if the build cannot survive a restart of Jenkins. */
    private static final long PATIENCE_SECONDS = 60;

    private final InvocationDirectory invocation;
    private final StopRequest stop;
    private final Consumer<String> notes;
    private final BuildLife build = new BuildLife(PATIENCE_SECONDS);

    @CheckForNull
    private final BuildLife follower;

    private final ScheduledExecutorService timer;

    private StopFileMonitor(InvocationDirectory invocation, StopRequest stop, Consumer<String> notes) {
        this.invocation = invocation;
        this.stop = stop;
        this.notes = notes;
        OptionalLong absence = invocation.allowedAbsence();
        this.follower = absence.isPresent() ? new BuildLife(absence.getAsLong()) : null;
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stop file monitor");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Checks once before it returns, so that a command that was stopped before it began does not begin.
     *
     * @param notes the log, for the reason of a stop that nobody asked for
     */
    static StopFileMonitor start(InvocationDirectory invocation, StopRequest stop, Consumer<String> notes) {
        StopFileMonitor monitor = new StopFileMonitor(invocation, stop, notes);
        monitor.look();
        monitor.timer.scheduleWithFixedDelay(again(monitor::look), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        monitor.timer.scheduleWithFixedDelay(
                again(() -> showLife(invocation)), LIFE_SECONDS, LIFE_SECONDS, TimeUnit.SECONDS);
        return monitor;
    }

    /** A timer repeats nothing that has failed once, so a failure is left to the next attempt. */
    private static Runnable again(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (RuntimeException | OutOfMemoryError e) {
                return;
            }
        };
    }

    private void look() {
        if (stop.isAsked()) {
            return;
        }
        long now = System.nanoTime();
        if (invocation.isStopAsked() || invocation.isLost()) {
            stop.ask();
        } else if (build.isGone(invocation.lifeSign().orElse(null), now)) {
            stopAlone("The build has given no sign of life for " + PATIENCE_SECONDS + " s");
        } else if (follower != null && follower.isGone(invocation.followedSign().orElse(null), now)) {
            stopAlone("Jenkins has not asked after this command for " + follower.patienceSeconds()
                    + " s, because Jenkins or the connection to this agent is down");
        }
    }

    private void stopAlone(String why) {
        notes.accept("WARNING: " + why + ". The command stops, as if its build had been aborted");
        stop.ask();
    }

    private static void showLife(InvocationDirectory invocation) {
        try {
            invocation.showLife();
        } catch (IOException e) {
            // If the directory is lost, the other check notices. A full disk must not stop a deploy.
            return;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
