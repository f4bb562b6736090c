package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.CommandLogFile;
import io.jenkins.plugins.kamal.run.log.CommandLogs;
import io.jenkins.plugins.kamal.task.invocation.Excerpt;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Copies the log of all commands from the agent into the directory of the build. What masks secrets in the build's log
 * masks them here, too. A failure to write the copy fails no step.
 */
final class CommandLogCopy {

    private static final Logger LOGGER = Logger.getLogger(CommandLogCopy.class.getName());

    private final Run<?, ?> run;
    private final MaskedLog mask;
    private final LogFilters filters;

    CommandLogCopy(Run<?, ?> run, MaskedLog mask, LogFilters filters) {
        this.run = run;
        this.mask = mask;
        this.filters = filters;
    }

    /** Copies the log of an invocation; does nothing if there is none. A repetition replaces the copy. */
    void copy(InvocationFiles files, String invocation) throws IOException, InterruptedException {
        Excerpt next = files.commandsAfter(0);
        if (next.text().isEmpty()) {
            return;
        }
        Optional<Copy> created = create(invocation);
        if (created.isEmpty()) {
            return;
        }
        // A program on the agent may make the file longer than the engine does.
        try (Copy copy = created.get()) {
            while (!next.text().isEmpty() && copy.write(next.text()) && next.end() <= CommandLogFile.LARGEST) {
                next = files.commandsAfter(next.end());
            }
        }
    }

    private Optional<Copy> create(String invocation) throws InterruptedException {
        try {
            Optional<OutputStream> file = new CommandLogs(run).create(invocation);
            return file.isEmpty() ? Optional.empty() : Optional.of(new Copy(filters.over(file.get())));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    private void warn(Exception e) {
        LOGGER.log(Level.WARNING, "the commands of a step cannot be saved with " + run, e);
    }

    /** The copy. An exception of its file is logged, because it must not be taken for a lost connection. */
    private final class Copy implements AutoCloseable {

        private final OutputStream filtered;
        private final OutputStream masked;

        Copy(OutputStream filtered) {
            this.filtered = filtered;
            this.masked = mask.over(filtered, new LastLogLine());
        }

        boolean write(String text) {
            try {
                masked.write(text.getBytes(StandardCharsets.UTF_8));
                return true;
            } catch (IOException e) {
                warn(e);
                return false;
            }
        }

        @Override
        public void close() {
            try (filtered) {
                masked.close();
            } catch (IOException e) {
                warn(e);
            }
        }
    }
}
