package io.jenkins.plugins.kamal.engine.process;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Splits an output into lines, and redacts each line and passes it on as soon as it is complete. A line of more than
 * {@value #LONGEST} characters is cut after the redaction, so that no part of a secret is left at its end.
 */
public final class LineSplitter {

    /** The maximum number of characters of a line that are passed on. */
    public static final int LONGEST = 64 << 10;

    /** The mark at the end of a line that was cut. */
    public static final String CUT = " [line cut after 64 KiB]";

    /**
     * The number of characters held before a line is cut, so that a secret of up to {@link #LONGEST} characters that
     * begins before the cut is held completely.
     */
    private static final int HELD = 2 * LONGEST;

    private final UnaryOperator<String> redaction;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean skipping;

    public LineSplitter(UnaryOperator<String> redaction, Consumer<String> lines) {
        this.redaction = redaction;
        this.lines = lines;
    }

    /** Accepts the next characters of the output. */
    public void accept(char[] characters, int count) {
        for (int i = 0; i < count; i++) {
            if (characters[i] == '\n') {
                endLine();
            } else if (!skipping) {
                line.append(characters[i]);
                if (line.length() == HELD) {
                    cutLine();
                }
            }
        }
    }

    /** Ends the output, and passes on a last line without a line break. */
    public void end() {
        if (line.length() > 0) {
            endLine();
        }
    }

    private void endLine() {
        if (!skipping) {
            int end = line.length();
            pass(line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end));
        }
        line.setLength(0);
        skipping = false;
    }

    private void pass(String text) {
        lines.accept(shortened(redaction.apply(text)));
    }

    /** Cuts a redacted line that has more than {@value #LONGEST} characters. */
    public static String shortened(String redacted) {
        return redacted.length() > LONGEST ? redacted.substring(0, boundary(redacted, LONGEST)) + CUT : redacted;
    }

    /** The last characters held may be the beginning of a secret, so they are not passed on. */
    private void cutLine() {
        String redacted = redaction.apply(line.toString());
        int end = Math.max(0, Math.min(LONGEST, redacted.length() - LONGEST));
        lines.accept(redacted.substring(0, boundary(redacted, end)) + CUT);
        line.setLength(0);
        skipping = true;
    }

    private static int boundary(String text, int end) {
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
