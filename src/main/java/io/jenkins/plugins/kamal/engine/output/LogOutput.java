package io.jenkins.plugins.kamal.engine.output;

import java.time.Duration;

/** A place where the log of one command goes. No trouble with it is trouble of the command. Safe for several threads. */
public interface LogOutput extends AutoCloseable {

    /** A line. */
    void line(LogLine line);

    /** The command ended well. */
    void completed(Duration runtime);

    /**
     * The command failed.
     *
     * @param kind what kind of failure it is
     * @param message what went wrong, without any secret
     */
    void failed(String kind, String message, Duration runtime);

    /** Where the whole log is, for people, once it is closed; empty where it is not. */
    String place();

    /** Ends it; nothing comes after this. */
    @Override
    void close();
}
