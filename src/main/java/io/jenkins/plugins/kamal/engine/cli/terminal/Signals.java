package io.jenkins.plugins.kamal.engine.cli.terminal;

import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM, SIGINT and SIGHUP request a stop, and the process lives on until the work is finished or undone. Kamal dies
 * and leaves its lock behind.
 */
public final class Signals implements AutoCloseable {

    private static final long PATIENCE_MINUTES = 15;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private Signals(StopRequest stop) {
        hook = new Thread(
                () -> {
                    stop.ask();
                    awaitFinished();
                },
                "stop on signal");
    }

    public static Signals askToStop(StopRequest stop) {
        Signals signals = new Signals(stop);
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The shutdown hook is running already: it was waiting for this.
            return;
        }
    }

    private void awaitFinished() {
        try {
            finished.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
