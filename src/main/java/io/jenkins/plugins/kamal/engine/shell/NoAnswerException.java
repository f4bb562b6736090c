package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;

/**
 * A connected server did not end a {@link Command#brief brief} command, or did not even begin a script, within the time
 * limit. It is not known what the command has done, or will still do.
 */
public final class NoAnswerException extends EngineException {

    private static final long serialVersionUID = 1;

    private NoAnswerException(String message) {
        super(Topic.CONNECTION, message);
    }

    /** The server began the command, which did not end within this time. */
    public static NoAnswerException during(Host host, Command command, Duration limit) {
        return new NoAnswerException(host + ": no answer within " + limit.toSeconds() + " s to `" + command
                + "`, which takes a moment on a healthy server and may still be running there. Log in to the server and run"
                + " it. If it hangs there, too, look at Docker (`systemctl status docker`) and at the disk, then run this"
                + " command again");
    }

    /** The server did not begin the script, whose first command this is, within this time. */
    public static NoAnswerException before(Host host, Command first, Duration limit) {
        return new NoAnswerException(host + ": the server accepted the connection, but no shell began `" + first
                + "` within " + limit.toSeconds() + " s. Log in to the server and see what keeps its login shell"
                + " (its load, its memory, its disk, the shell's startup files), then run this command again");
    }
}
