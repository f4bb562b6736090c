package io.jenkins.plugins.kamal.engine.process;

import java.io.IOException;
import java.time.Duration;

/** Reports a program that did not end in time. */
public final class TimeLimitException extends IOException {

    private static final long serialVersionUID = 1;

    TimeLimitException(String program, Duration limit) {
        super("`" + program + "` did not end within " + limit.toSeconds() + " seconds and was stopped");
    }
}
