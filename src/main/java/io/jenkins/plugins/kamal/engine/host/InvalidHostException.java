package io.jenkins.plugins.kamal.engine.host;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** A text is not a host; the message names the text and what is wrong with it. */
public final class InvalidHostException extends EngineException {

    private static final long serialVersionUID = 1;

    InvalidHostException(String text, String reason) {
        super(Topic.HOSTS, "`" + text + "` is not a host: " + reason);
    }
}
