package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.shell.Command;

/** The questions about secrets that an earlier command has uploaded. Their values never leave the server. */
public final class UploadedSecrets {

    private UploadedSecrets() {}

    /**
     * Prints the names of the variables in an env file; fails if the file cannot be read. In another locale than C, a value
     * with bytes that are no characters would end the match, and its rest would be printed.
     */
    public static Command names(String envFile) {
        return Command.of("env", "LC_ALL=C", "sed", "-n", "s/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p", envFile)
                .brief();
    }

    /** Fails if there is no such file, or if it is empty. */
    public static Command exists(String file) {
        return Command.of("test", "-s", file).brief();
    }
}
