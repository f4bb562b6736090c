package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.StopRequest;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks for the plugin's wish to stop, and for the loss of the invocation's directory. */
final class StopWatch implements AutoCloseable {

    private static final long MILLIS = 250;

    private final ScheduledExecutorService timer;

    private StopWatch(InvocationDirectory invocation, StopRequest stop) {
        Clock clock = Clock.systemUTC();
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stop watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(
                () -> {
                    if (invocation.isStopAsked() || invocation.isLost() || invocation.isOrphaned(clock)) {
                        stop.ask();
                    }
                },
                0,
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    static StopWatch start(InvocationDirectory invocation, StopRequest stop) {
        return new StopWatch(invocation, stop);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
