package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The stack trace of a fault of the engine. A stack trace does not help a user, so it goes to a file that can be
 * attached to a report.
 */
final class FaultTrace {

    private final Throwable fault;

    FaultTrace(Throwable fault) {
        this.fault = fault;
    }

    /**
     * The destination of a stack trace.
     *
     * @param directory the directory for a file of its own
     * @param err where the trace is printed with {@code --verbose}
     * @param verbose whether {@code --verbose} was given
     * @param redactor removes secrets from the trace
     */
    record Destination(Path directory, PrintStream err, boolean verbose, Redactor redactor) {}

    /** The kind of the fault, and a reference that is the same for the same fault. */
    static String name(Throwable fault) {
        return fault.getClass().getSimpleName() + ", reference " + reference(fault);
    }

    /** Writes the trace, and returns the end of the sentence that tells the user about it. */
    String write(Destination destination) {
        String trace = destination.redactor().redact(text());
        if (destination.verbose()) {
            destination.err().println(trace);
            return "please report it with the stack trace above";
        }
        try {
            // Only this user can read it, because a message may quote a secret that no redactor knows.
            Path file = Files.createTempFile(destination.directory(), "kamal-fault-" + reference(fault) + "-", ".txt");
            Files.writeString(file, trace);
            return "please report it with the stack trace in " + file;
        } catch (IOException e) {
            return "please report it with the stack trace that the same command prints with --verbose";
        }
    }

    private String text() {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String reference(Throwable fault) {
        CRC32 hash = new CRC32();
        for (Throwable e = fault; e != null; e = e.getCause()) {
            hash.update(e.getClass().getName().getBytes(StandardCharsets.UTF_8));
            for (StackTraceElement frame : e.getStackTrace()) {
                hash.update(frame.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return String.format("%08x", hash.getValue());
    }
}
