package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** The failure of a command of the engine; the message says what happened, where, and what to do next. */
public class DeployException extends EngineException {

    private static final long serialVersionUID = 1;

    /** Creates a failure with exit status 1. */
    public DeployException(Topic topic, String message) {
        super(topic, message);
    }

    /** Creates a failure with an exit status for the engine and a cause, which may be null. */
    public DeployException(Topic topic, String message, int exitStatus, @CheckForNull Throwable cause) {
        super(topic, message, exitStatus, cause);
    }
}
