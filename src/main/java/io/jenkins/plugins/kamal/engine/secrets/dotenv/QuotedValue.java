package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/**
 * Finds the end of a quoted value: the first quote without a backslash, if the line ends there; otherwise the last
 * quote with a backslash at which the line ends, as a backtracking pattern would find it.
 */
final class QuotedValue {

    private QuotedValue() {}

    /** The end of the value whose first quote is at this position, or -1 if it has no suitable end. */
    static int end(String text, int opening) {
        char quote = text.charAt(opening);
        int bare = bareQuote(text, opening, quote);
        if (bare >= 0 && LineTail.end(text, bare + 1) >= 0) {
            return bare + 1;
        }
        int from = bare >= 0 ? bare - 1 : text.length() - 1;
        for (int at = text.lastIndexOf(quote, from); at > opening; at = text.lastIndexOf(quote, at - 1)) {
            if (LineTail.end(text, at + 1) >= 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private static int bareQuote(String text, int opening, char quote) {
        for (int at = opening + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at++;
            } else if (text.charAt(at) == quote) {
                return at;
            }
        }
        return -1;
    }
}
