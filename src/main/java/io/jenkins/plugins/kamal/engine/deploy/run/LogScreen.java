package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** A screen without a user, which passes on each line that appears on it. */
final class LogScreen extends OutputStream implements Screen {

    /** So wide that no line is broken. */
    private static final Size SIZE = new Size(10_000, 1_000);

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogScreen(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public String kind() {
        return "dumb";
    }

    @Override
    public Size size() {
        return SIZE;
    }

    @Override
    public void onResize(Consumer<Size> listener) {
        // The size never changes.
    }

    @Override
    public Optional<InputStream> keys() {
        return Optional.empty();
    }

    @Override
    public OutputStream picture() {
        return this;
    }

    @Override
    public synchronized void write(int character) {
        if (character == '\n') {
            passOn();
        } else {
            line.write(character);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        for (int at = offset; at < offset + count; at++) {
            write(bytes[at]);
        }
    }

    /** Passes on a last line without a line end. */
    synchronized void end() {
        if (line.size() > 0) {
            passOn();
        }
    }

    private void passOn() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
