package io.jenkins.plugins.kamal.engine.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.dotenv.SecretsException;
import io.jenkins.plugins.kamal.engine.deploy.DeployException;
import io.jenkins.plugins.kamal.engine.host.UnknownTargetException;
import io.jenkins.plugins.kamal.engine.secret.Redactor;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a command ends with that went wrong.
 *
 * @param message what happened, where, and what to do next
 * @param exitStatus the exit status
 * @param fault the exception, where it is the engine's own fault and nobody else's; else null
 */
record Failure(String message, int exitStatus, @CheckForNull Throwable fault) {

    private static final List<Class<? extends RuntimeException>> EXPECTED = List.of(
            ConfigurationException.class,
            SecretsException.class,
            UnknownTargetException.class,
            VersionException.class,
            CommandFailedException.class,
            ServerUnreachableException.class,
            PortForwardingException.class,
            IllegalArgumentException.class);

    static Failure of(Throwable e) {
        if (e instanceof DeployException deploy) {
            return new Failure(e.getMessage(), deploy.exitStatus(), null);
        }
        if (e instanceof UncheckedIOException io) {
            return new Failure(withReason(io), 1, null);
        }
        boolean expected = e instanceof IOException || EXPECTED.stream().anyMatch(type -> type.isInstance(e));
        return expected && e.getMessage() != null
                ? new Failure(e.getMessage(), 1, null)
                : new Failure("A fault in the engine, please report it: " + e, 1, e);
    }

    /** Prints it, without any secret, and gives the exit status. */
    int tell(Redactor redactor, PrintStream err) {
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
