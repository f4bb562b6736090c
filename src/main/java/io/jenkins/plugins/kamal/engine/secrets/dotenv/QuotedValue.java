package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/**
 * The extent of a quoted value: up to the first quote without a backslash before it, if the line ends there; if not,
 * back to the last quote with a backslash where it does, as a backtracking pattern would find it.
 */
final class QuotedValue {

    private QuotedValue() {}

    /** Where the value ends that begins with the quote at this place, or -1 if it has no end that suits. */
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
