package io.jenkins.plugins.kamal.engine.shell;

import java.time.Duration;

/**
 * The outcome of one command.
 *
 * @param command the command that ran
 * @param exitStatus its exit status, 0 for success
 * @param stdout its standard output, without the last line end
 * @param stderr its standard error, without the last line end
 * @param duration how long it took
 */
public record Output(Command command, int exitStatus, String stdout, String stderr, Duration duration) {

    /** Whether it ended with 0. */
    public boolean succeeded() {
        return exitStatus == 0;
    }
}
