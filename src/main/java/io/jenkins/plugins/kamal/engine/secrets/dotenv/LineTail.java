package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/** The text that may follow a value: blanks, a comment, the end of the line. */
final class LineTail {

    private LineTail() {}

    /** The end of the assignment whose value ends here, or -1 if other text follows the value. */
    static int end(String text, int from) {
        int at = skipSpace(text, from);
        if (at == text.length()) {
            return at;
        }
        if (text.charAt(at) == '#') {
            int newline = text.indexOf('\n', at);
            return newline < 0 ? text.length() : newline;
        }
        int lastBreak = at - 1;
        while (lastBreak >= from && text.charAt(lastBreak) != '\n') {
            lastBreak--;
        }
        return lastBreak >= from ? lastBreak : -1;
    }

    static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && AssignmentScanner.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
