package io.jenkins.plugins.kamal.engine.host;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** Reports a text that is not a host. The message names the text and the reason. */
public final class InvalidHostException extends EngineException {

    private static final long serialVersionUID = 1;

    InvalidHostException(String text, String reason) {
        super(Topic.HOSTS, "`" + text + "` is not a host: " + reason);
    }
}
