package io.jenkins.plugins.kamal.engine.version;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** Reports that a workspace has no usable version; the message says what is wrong, where, and what to do next. */
public class VersionException extends EngineException {

    private static final long serialVersionUID = 1;

    /** Refuses a workspace for this reason. */
    public VersionException(String message) {
        super(Topic.VERSION, message);
    }

    /** Refuses a workspace for this reason, which has this cause. */
    public VersionException(String message, Throwable cause) {
        super(Topic.VERSION, message, cause);
    }
}
