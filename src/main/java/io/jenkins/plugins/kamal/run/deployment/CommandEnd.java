package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.run.deployment.Deployment.Status;

/**
 * How a command ended, or that it still runs.
 *
 * @param status how the command ended, or that it still runs
 * @param reported whether the engine itself has reported the end
 * @param message what went wrong, or empty
 * @param topic what the failure is about; null for a success and for a failure that no topic fits
 * @param millis how long the command took; 0 if that is not known
 */
record CommandEnd(
        Status status,
        boolean reported,
        String message,
        @CheckForNull Topic topic,
        long millis) {

    /** The command still runs. */
    static final CommandEnd NONE = new CommandEnd(Status.RUNNING, false, "", null, 0);

    /** The end that the engine reported. */
    static CommandEnd reported(Status status, DeployEvent.CommandFinished finished) {
        return new CommandEnd(status, true, finished.message(), finished.topic(), finished.millis());
    }

    /** The end of a command that did not report its end and will not report it. */
    static CommandEnd unreported(String why) {
        return new CommandEnd(Status.FAILED, false, PlainText.of(why), null, 0);
    }

    boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** The page of the documentation that says more about what went wrong, or null. */
    @CheckForNull
    String troubleshooting() {
        return topic == null || !topic.hasAdvice() ? null : topic.address();
    }

    /** What went wrong, with the address of the page that says more about it. */
    String advisedMessage() {
        return topic == null
                ? message
                : topic.advice().map(line -> message + "\n" + line).orElse(message);
    }
}
