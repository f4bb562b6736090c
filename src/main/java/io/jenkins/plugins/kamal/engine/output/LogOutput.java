package io.jenkins.plugins.kamal.engine.output;

import java.time.Duration;

/** A destination of the log of one command. A failure of the destination never fails the command. Thread-safe. */
public interface LogOutput extends AutoCloseable {

    /** Writes a line. */
    void line(LogLine line);

    /** Records that the command succeeded. */
    void completed(Duration runtime);

    /**
     * Records that the command failed.
     *
     * @param kind the kind of failure
     * @param message what went wrong, without any secret
     */
    void failed(String kind, String message, Duration runtime);

    /** A sentence for the user that says where the whole log is once it is closed; empty if the log is incomplete. */
    String place();

    /** Ends the log; nothing is written after this call. */
    @Override
    void close();
}
