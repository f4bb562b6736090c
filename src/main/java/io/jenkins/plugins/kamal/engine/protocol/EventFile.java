package io.jenkins.plugins.kamal.engine.protocol;

import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** Appends each event to a file immediately, as one complete, numbered line. */
public final class EventFile implements Events, Closeable {

    private final BufferedWriter writer;
    private final Redactor redactor;
    private final Clock clock;
    private long number;

    public EventFile(Path file, Redactor redactor, Clock clock) throws IOException {
        this.writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.redactor = redactor;
        this.clock = clock;
    }

    @Override
    public synchronized void tell(DeployEvent event) {
        try {
            NumberedEvent numbered = new NumberedEvent(EventJson.FORMAT, ++number, clock.instant(), event);
            writer.write(EventJson.write(numbered, redactor::redact));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The events cannot be written; is the agent's disk full?", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
