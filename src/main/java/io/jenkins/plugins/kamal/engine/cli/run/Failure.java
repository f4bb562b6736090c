package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * The failure that a command ends with.
 *
 * @param topic the subject of the failure
 * @param message what happened, where, and what to do next
 * @param exitStatus the exit status
 * @param fault the exception if the engine itself is at fault; else null
 */
public record Failure(
        Topic topic,
        String message,
        int exitStatus,
        @CheckForNull Throwable fault) {

    /** Only these exceptions have a message for users; every other exception is a fault of the engine. */
    public static Failure of(Throwable e) {
        if (e instanceof EngineException known) {
            return new Failure(known.topic(), e.getMessage(), known.exitStatus(), null);
        }
        if (e instanceof UncheckedIOException io) {
            return new Failure(Topic.AGENT, withReason(io), 1, null);
        }
        if (e instanceof IOException io) {
            return new Failure(Topic.AGENT, SystemReason.of(io), 1, null);
        }
        if (e instanceof OutOfMemoryError) {
            return new Failure(
                    Topic.AGENT,
                    "The engine ran out of memory (" + e.getMessage() + "; it may use "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB). Free memory on the agent, or give the engine more with the environment variable"
                            + " JAVA_TOOL_OPTIONS=-Xmx2g",
                    1,
                    null);
        }
        if (e instanceof StackOverflowError) {
            return new Failure(
                    Topic.FAULT,
                    "Something that the engine reads or receives is nested too deeply for it, such as brackets in the"
                            + " configuration or in its templates (" + FaultTrace.name(e)
                            + "). Simplify what was changed last; if that does not help",
                    1,
                    e);
        }
        return new Failure(
                Topic.FAULT, "The engine failed because of a fault of its own (" + FaultTrace.name(e) + ")", 1, e);
    }

    /** Writes the stack trace. Returns this failure with the place of the trace, or unchanged without a fault. */
    Failure withTrace(FaultTrace.Destination destination) {
        return fault == null
                ? this
                : new Failure(
                        topic,
                        message
                                + (fault instanceof StackOverflowError ? ", " : "; ")
                                + new FaultTrace(fault).write(destination),
                        exitStatus,
                        null);
    }

    /** Prints the message without any secret, and the address of the documentation. Returns the exit status. */
    int tell(Redactor redactor, PrintStream err) {
        err.println("ERROR: " + redactor.redact(message));
        topic.advice().ifPresent(err::println);
        return exitStatus;
    }

    /**
     * Returns the exit status of a failure that the plugin learns from an event. The plugin ends the step with the
     * message, so printing it here would show it twice. Only the message of a stopped command is printed here, because
     * its step ends with the name of who stopped it.
     */
    int tellUnlessReported(Redactor redactor, PrintStream err) {
        return exitStatus == StoppedException.EXIT_STATUS ? tell(redactor, err) : exitStatus;
    }

    private static String withReason(UncheckedIOException e) {
        String reason = SystemReason.of(e.getCause());
        boolean isBare =
                e.getMessage() == null || e.getMessage().equals(e.getCause().toString());
        return isBare ? reason : e.getMessage() + " (" + reason + ")";
    }
}
