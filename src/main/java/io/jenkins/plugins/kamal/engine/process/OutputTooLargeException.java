package io.jenkins.plugins.kamal.engine.process;

import java.io.IOException;

/** Reports a program that printed more than its caller accepts. */
public final class OutputTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    OutputTooLargeException(String program, int characters) {
        super("`" + program + "` printed more than " + characters + " characters and was stopped");
    }
}
