package io.jenkins.plugins.kamal.engine.shell;

import java.util.Map;

/** What lets programs of this machine log in by SSH with what was handed to this run; to be closed after them. */
public interface LentLogin extends AutoCloseable {

    /** Variables that such a program has to be started with; none where it logs in with what it finds by itself. */
    Map<String, String> environment();

    /** Takes it back; never fails. */
    @Override
    void close();
}
