package io.jenkins.plugins.kamal.engine.process;

import java.io.IOException;

/** Reports an argument or a directory that this Java cannot pass to a program unchanged. */
public final class UnencodableException extends IOException {

    private static final long serialVersionUID = 1;

    UnencodableException(String message) {
        super(message);
    }
}
