package io.jenkins.plugins.kamal.task.feed;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the escape sequences in a log harmless. A server, a hook or an image may print any sequence, including those
 * that Jenkins reads as its own annotations, and those that hide or overwrite lines in a terminal. Colors stay.
 */
public final class VisibleEscapes {

    private static final char ESCAPE = '\u001B';

    /** {@code ESC [ … m}, with the parameters between. */
    private static final Pattern SEQUENCE = Pattern.compile("\u001B(?:\\[([0-9;]{0,40})m)?");

    private static final Pattern INDEXED_COLOR = Pattern.compile("[34]8;5;[0-9]{1,3}");
    private static final Pattern CONCEALING = Pattern.compile("(?:^|;)0*8(?:;|$)");

    /** The symbol for ESC, in the bytes of UTF-8. */
    private static final String VISIBLE =
            new String("\u241B".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    private VisibleEscapes() {}

    /** The text with every escape character that does not begin a color replaced by its symbol. */
    public static String in(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(in(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    /** Does the same for a piece of a log in an encoding that includes ASCII. The piece may end within a character. */
    public static byte[] in(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        if (text.indexOf(ESCAPE) < 0) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return SEQUENCE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isColor(found.group(1))
                                ? found.group()
                                : VISIBLE + found.group().substring(1)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isColor(String parameters) {
        return parameters != null
                && !CONCEALING
                        .matcher(INDEXED_COLOR.matcher(parameters).replaceAll("0"))
                        .find();
    }
}
