package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * One output stream of a script, split at its marks as the data arrives.
 *
 * <p>Not thread-safe. The data need not be text: broken UTF-8 is replaced.
 */
final class MarkedStream {

    /** Thrown if the output between two marks is longer than the limit. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final byte[] mark;
    private final int limit;
    private final BiConsumer<String, String> pieces;
    private byte[] buffer = new byte[512];
    private int length;
    private int searched;

    /**
     * @param nonce the nonce in the marks
     * @param limit the maximum number of bytes between two marks
     * @param pieces receives the text before each mark and the mark's own word
     */
    MarkedStream(String nonce, int limit, BiConsumer<String, String> pieces) {
        this.mark = ("\n" + nonce + " ").getBytes(StandardCharsets.US_ASCII);
        this.limit = limit;
        this.pieces = pieces;
    }

    /** Appends the data that has arrived. */
    void append(byte[] data, int offset, int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
        System.arraycopy(data, offset, buffer, length, count);
        length += count;
        while (cut()) {
            searched = 0;
        }
        if (length > limit) {
            throw new TooLong();
        }
    }

    /** The text after the last mark. */
    String rest() {
        return text(0, length);
    }

    private boolean cut() {
        int at = findMark();
        int end = at < 0 ? -1 : findLineEnd(at + mark.length);
        if (end < 0) {
            searched = at < 0 ? Math.max(0, length - mark.length + 1) : at;
            return false;
        }
        if (at > limit) {
            throw new TooLong();
        }
        String piece = text(0, at);
        String word = text(at + mark.length, end);
        System.arraycopy(buffer, end + 1, buffer, 0, length - end - 1);
        length -= end + 1;
        pieces.accept(piece, word);
        return true;
    }

    private int findMark() {
        for (int at = searched; at <= length - mark.length; at++) {
            if (Arrays.equals(buffer, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        return -1;
    }

    private int findLineEnd(int from) {
        for (int at = from; at < length; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }
}
