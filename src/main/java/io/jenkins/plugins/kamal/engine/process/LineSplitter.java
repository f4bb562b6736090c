package io.jenkins.plugins.kamal.engine.process;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Splits an output into lines and passes each on, redacted, as soon as it is complete. A line of more than
 * {@value #LONGEST} characters is cut; it is redacted first, so that no part of a secret is left at its end.
 */
public final class LineSplitter {

    /** The most characters of a line that are passed on. */
    public static final int LONGEST = 64 << 10;

    /** What follows a line that was cut. */
    public static final String CUT = " [line cut after 64 KiB]";

    /** A secret of up to {@link #LONGEST} characters that begins before the cut is held whole. */
    private static final int HELD = 2 * LONGEST;

    private final UnaryOperator<String> redaction;
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean skipping;

    public LineSplitter(UnaryOperator<String> redaction, Consumer<String> lines) {
        this.redaction = redaction;
        this.lines = lines;
    }

    /** Takes the next characters of the output. */
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

    /** The output has ended, perhaps within a line. */
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

    /** A line without secrets, cut if it has more than {@value #LONGEST} characters. */
    public static String shortened(String redacted) {
        return redacted.length() > LONGEST ? redacted.substring(0, boundary(redacted, LONGEST)) + CUT : redacted;
    }

    /** The last characters that are held may be the first ones of a secret, so they are not shown. */
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
