package io.jenkins.plugins.kamal.engine.process;

import java.io.IOException;

/** Reports a program that is not on the PATH; the message is its name. */
public final class ProgramNotFoundException extends IOException {

    private static final long serialVersionUID = 1;

    ProgramNotFoundException(String program) {
        super(program);
    }
}
