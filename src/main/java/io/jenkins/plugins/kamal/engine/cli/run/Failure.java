package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * What a command ends with that went wrong.
 *
 * @param message what happened, where, and what to do next
 * @param exitStatus the exit status
 * @param fault the exception, where it is the engine's own fault and nobody else's; else null
 */
public record Failure(
        String message, int exitStatus, @CheckForNull Throwable fault) {

    public static Failure of(Throwable e) {
        if (e instanceof EngineException known) {
            return new Failure(e.getMessage(), known.exitStatus(), null);
        }
        if (e instanceof UncheckedIOException io) {
            return new Failure(withReason(io), 1, null);
        }
        boolean expected = e instanceof IOException || e instanceof IllegalArgumentException;
        return expected && e.getMessage() != null
                ? new Failure(e.getMessage(), 1, null)
                : new Failure("A fault in the engine, please report it: " + e, 1, e);
    }

    /** Prints it, without any secret, and gives the exit status. */
    public int tell(Redactor redactor, PrintStream err) {
        err.println("ERROR: " + redactor.redact(message));
        if (fault != null) {
            for (StackTraceElement element : fault.getStackTrace()) {
                err.println("    at " + element);
            }
        }
        return exitStatus;
    }

    /** What could not be done, and why the system says so. */
    private static String withReason(UncheckedIOException e) {
        String reason = e.getCause().toString();
        return reason.equals(e.getMessage()) ? reason : e.getMessage() + " (" + reason + ")";
    }
}
