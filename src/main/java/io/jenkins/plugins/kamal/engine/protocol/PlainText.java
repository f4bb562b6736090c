package io.jenkins.plugins.kamal.engine.protocol;

/**
 * Makes text from elsewhere safe to save with a build. A server, a hook or a person may send any character, but XML
 * cannot contain some of them, and a build with such a character could not be saved.
 */
public final class PlainText {

    private static final int LONGEST = 64 << 10;
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * The first 64 Ki characters of a text, with control characters other than line breaks and tabs, and code points
     * that are not characters, replaced.
     */
    public static String of(String text) {
        String whole = text.replace("\r\n", "\n");
        StringBuilder plain = new StringBuilder(Math.min(LONGEST, whole.length()));
        whole.codePoints().limit(LONGEST).map(PlainText::plain).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int plain(int character) {
        boolean kept =
                switch (Character.getType(character)) {
                    case Character.CONTROL -> character == '\n' || character == '\t';
                    case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
                    default -> (character & 0xFFFE) != 0xFFFE;
                };
        return kept ? character : REPLACEMENT;
    }
}
