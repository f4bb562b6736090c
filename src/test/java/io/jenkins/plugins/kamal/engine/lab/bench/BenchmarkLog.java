package io.jenkins.plugins.kamal.engine.lab.bench;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps what the servers of a benchmark log out of its table. */
public final class BenchmarkLog {

    // Kept here, since a logger that nobody holds forgets its level.
    private static final Logger ALL = Logger.getLogger("");

    private BenchmarkLog() {}

    /** From now on nothing is logged. */
    public static void quiet() {
        ALL.setLevel(Level.OFF);
        Logger.getLogger("org.apache.sshd").setLevel(Level.OFF);
    }
}
