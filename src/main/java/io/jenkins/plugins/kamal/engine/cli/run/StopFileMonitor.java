package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches for the plugin's request to stop and for the loss of the invocation's directory, and shows at intervals that
 * this process is alive.
 */
final class StopFileMonitor implements AutoCloseable {

    private static final long MILLIS = 250;
    private static final long LIFE_SECONDS = 10;

    private final ScheduledExecutorService timer;

    private StopFileMonitor(InvocationDirectory invocation, BuildLife build, StopRequest stop) {
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stop watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> look(invocation, build, stop), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(() -> showLife(invocation), LIFE_SECONDS, LIFE_SECONDS, TimeUnit.SECONDS);
    }

    private static void showLife(InvocationDirectory invocation) {
        try {
            invocation.showLife();
        } catch (IOException e) {
            // If the directory is lost, the other check notices. A full disk must not stop a deploy.
            return;
        }
    }

    /** Checks once before it returns, so that a command that was stopped before it began does not begin. */
    static StopFileMonitor start(InvocationDirectory invocation, StopRequest stop) {
        BuildLife build = new BuildLife();
        look(invocation, build, stop);
        return new StopFileMonitor(invocation, build, stop);
    }

    private static void look(InvocationDirectory invocation, BuildLife build, StopRequest stop) {
        if (invocation.isStopAsked() || invocation.isLost() || build.isGone(invocation.lifeSign(), System.nanoTime())) {
            stop.ask();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
