package io.jenkins.plugins.kamal.engine.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Writes the log to one file per command, named after the time and the command
 * ({@code lib/kamal/output/file_logger.rb}).
 */
public final class LogFile implements LogOutput {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

    private final Path file;
    private final Consumer<String> complaints;

    @CheckForNull
    private BufferedWriter writer;

    private boolean incomplete;

    /**
     * Opens the file, and creates its directory if necessary.
     *
     * @param begin when the command began, in the time zone of the file name
     * @param complaints receives one message if the file cannot be written
     */
    public LogFile(Path directory, LoggedCommand command, ZonedDateTime begin, Consumer<String> complaints) {
        this.file = directory.resolve(name(command, begin));
        this.complaints = complaints;
        try {
            Files.createDirectories(directory);
            writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private static String name(LoggedCommand command, ZonedDateTime begin) {
        StringJoiner name = new StringJoiner("_", "", ".log").add(TIME.format(begin));
        command.destination().ifPresent(name::add);
        name.add(command.command());
        command.subcommand().ifPresent(name::add);
        return name.toString();
    }

    @Override
    public void line(LogLine line) {
        write(line.text());
    }

    @Override
    public void completed(Duration runtime) {
        write("# Completed in " + seconds(runtime));
    }

    @Override
    public void failed(String kind, String message, Duration runtime) {
        write("# FAILED: " + kind + ": " + message + " (" + seconds(runtime) + ")");
    }

    @Override
    public synchronized String place() {
        return incomplete ? "" : "Logs written to " + file;
    }

    private synchronized void write(String line) {
        BufferedWriter open = writer;
        if (open == null || incomplete) {
            return;
        }
        try {
            open.write(line + "\n");
            open.flush();
        } catch (IOException e) {
            giveUp(e);
            close();
        }
    }

    private void giveUp(IOException e) {
        if (incomplete) {
            return;
        }
        incomplete = true;
        complaints.accept("The log cannot be written to " + file + " (key output/file): " + e);
    }

    @Override
    public synchronized void close() {
        BufferedWriter open = writer;
        writer = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private static String seconds(Duration runtime) {
        return String.format(Locale.ROOT, "%.1fs", runtime.toMillis() / 1000.0);
    }
}
