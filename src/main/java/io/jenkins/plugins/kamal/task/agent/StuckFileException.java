package io.jenkins.plugins.kamal.task.agent;

import java.io.IOException;
import java.io.Serial;
import java.util.stream.Stream;

/** Reports files of an agent that could not be read or written within the time limit. To try again is of no use. */
public final class StuckFileException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Reports work on these files that did not end within this many seconds. */
    public StuckFileException(String files, long seconds) {
        super("The files in " + files + " on the agent were not read or written within " + seconds
                + " s. Look there for a named pipe, which a hook or another program has put in the place of a file,"
                + " and for a disk that does not answer");
    }

    /** Whether this exception is the cause of another one. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(StuckFileException.class::isInstance);
    }
}
