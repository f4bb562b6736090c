package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for blocking work: looking up names, reading keys, asking for a port. */
final class WaitingThreads {

    private static final int THREADS = 4;

    private WaitingThreads() {}

    static ExecutorService start() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WaitingThreads::daemon);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ssh-waiting");
        thread.setDaemon(true);
        return thread;
    }
}
