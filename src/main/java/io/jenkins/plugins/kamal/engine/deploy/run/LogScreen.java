package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** A screen before which nobody sits: each line that appears on it is handed on. */
final class LogScreen extends OutputStream implements Screen {

    /** So wide that nothing is broken into lines that is none. */
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
        // It always is as it is.
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
            handOn();
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

    /** Hands on what stands on it without a line end. */
    synchronized void end() {
        if (line.size() > 0) {
            handOn();
        }
    }

    private void handOn() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
