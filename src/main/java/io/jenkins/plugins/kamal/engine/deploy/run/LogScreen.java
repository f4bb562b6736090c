package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.process.LineSplitter;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A screen without a user, which passes on each line that is written to it. A line that is too long is cut. */
final class LogScreen extends OutputStream implements Screen {

    /** Wide enough that no line is wrapped. */
    private static final Size SIZE = new Size(10_000, 1_000);

    private static final int BUFFER = 8192;

    private final LineSplitter lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer undecoded = ByteBuffer.allocate(BUFFER);
    private final CharBuffer decoded = CharBuffer.allocate(BUFFER);

    LogScreen(UnaryOperator<String> redaction, Consumer<String> lines) {
        this.lines = new LineSplitter(redaction, lines);
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
    public void write(int character) {
        write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        for (int from = offset; from < offset + count; ) {
            int length = Math.min(undecoded.remaining(), offset + count - from);
            undecoded.put(bytes, from, length);
            from += length;
            decode(false);
        }
    }

    /** Passes on the last line if it has no line end. */
    synchronized void end() {
        decode(true);
        lines.end();
    }

    private void decode(boolean atTheEnd) {
        undecoded.flip();
        decoder.decode(undecoded, decoded, atTheEnd);
        undecoded.compact();
        lines.accept(decoded.array(), decoded.position());
        decoded.clear();
    }
}
