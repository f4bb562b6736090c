package io.jenkins.plugins.kamal.task.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A time after which nobody waits any more for work on an agent's files. */
public record TimeLimit(Duration time) {

    /**
     * Does work in another thread.
     *
     * @param files the directory with the files, for the message
     * @param executor starts the other thread
     * @throws StuckFileException if the work does not end in time
     * @throws IOException if the work throws it
     * @throws InterruptedException if the work throws it, or if this thread is interrupted
     */
    public <T> T await(String files, Executor executor, Callable<T> work) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        executor.execute(task);
        try {
            return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StuckFileException(files, time.toSeconds());
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static IOException unwrapped(Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException exception ? exception : new IOException(failure);
    }
}
