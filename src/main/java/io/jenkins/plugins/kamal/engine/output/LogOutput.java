package io.jenkins.plugins.kamal.engine.output;

import java.time.Duration;

/** A destination of the log of one command. Its failure never fails the command. Thread-safe. */
public interface LogOutput extends AutoCloseable {

    /** A line. */
    void line(LogLine line);

    /** The command ended well. */
    void completed(Duration runtime);

    /**
     * The command failed.
     *
     * @param kind the kind of failure
     * @param message what went wrong, without any secret
     */
    void failed(String kind, String message, Duration runtime);

    /** Where the whole log is, for people, once it is closed; empty where it is not. */
    String place();

    /** Ends it; nothing comes after this. */
    @Override
    void close();
}
