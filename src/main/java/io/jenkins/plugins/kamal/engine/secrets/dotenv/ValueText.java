package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/**
 * A value without its quotes and escapes, ready for interpolation.
 *
 * @param text the text without quotes; {@code \$} is unchanged
 * @param literal whether the value was in single quotes, so that nothing in it is interpolated
 */
record ValueText(String text, boolean literal) {

    /**
     * Reads a value as dotenv 3.2 does ({@code parse_value} in its {@code lib/dotenv/parser.rb}).
     *
     * @param expandLineBreaks whether {@code \n} and {@code \r} in double quotes are line breaks
     *     ({@code DOTENV_LINEBREAK_MODE=legacy}); they stay two characters otherwise
     */
    static ValueText of(String raw, boolean expandLineBreaks) {
        String stripped = strip(raw);
        char quote = quoteAround(stripped);
        if (quote == '\'') {
            return new ValueText(inside(stripped), true);
        }
        String text = quote == '"' ? lineBreaks(inside(stripped), expandLineBreaks) : stripped;
        return new ValueText(unescape(text), false);
    }

    private static char quoteAround(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(last);
        return quoted ? value.charAt(0) : 0;
    }

    private static String inside(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String lineBreaks(String value, boolean expand) {
        return expand
                ? value.replace("\\n", "\n").replace("\\r", "\r")
                : value.replace("\\n", "\\\\n").replace("\\r", "\\\\r");
    }

    private static String unescape(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            boolean escape = value.charAt(at) == '\\' && at + 1 < value.length() && value.charAt(at + 1) != '$';
            plain.append(value.charAt(escape ? ++at : at));
        }
        return plain.toString();
    }

    private static String strip(String raw) {
        int begin = 0;
        int end = raw.length();
        while (begin < end && isBlank(raw.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(raw.charAt(end - 1))) {
            end--;
        }
        return raw.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return AssignmentScanner.isSpace(c) || c == '\0';
    }

    @Override
    public String toString() {
        return literal ? "a literal value" : "a value";
    }
}
