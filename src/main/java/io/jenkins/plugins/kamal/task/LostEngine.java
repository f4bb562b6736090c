package io.jenkins.plugins.kamal.task;

/** Explains why an engine ended without reporting its end. */
final class LostEngine {

    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;
    private static final int KILL = 9;

    private LostEngine() {}

    /** The reason in one sentence: the error that the engine printed, or how it ended and its last line. */
    static String reason(int exitStatus, LastLogLine last) {
        return last.complaint()
                .orElseGet(() -> end(exitStatus)
                        + last.text()
                                .map(line -> ". The last line of its log: " + line)
                                .orElse(". It printed nothing"));
    }

    private static String end(int exitStatus) {
        int signal = exitStatus - SIGNAL_BASE;
        if (signal == KILL) {
            return "The engine was killed (signal 9), by somebody or by the system because the agent ran out of memory";
        }
        if (signal > 0 && signal <= LAST_SIGNAL) {
            return "The engine was ended by signal " + signal;
        }
        return exitStatus < 0
                ? "The engine is gone, and its exit status is unknown: the agent was restarted, or somebody ended its processes"
                : "The engine ended with exit status " + exitStatus + " before it reported a reason";
    }
}
