package io.jenkins.plugins.kamal.engine.shell;

import java.util.Map;

/**
 * Lets programs of this machine log in by SSH with the keys that were handed to this run. Close it after the programs
 * have ended.
 */
public interface LentLogin extends AutoCloseable {

    /**
     * The environment variables that such a program needs; none if it logs in with the keys that it finds by itself.
     */
    Map<String, String> environment();

    /** Ends the permission; never fails. */
    @Override
    void close();
}
