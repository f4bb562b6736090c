package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/** Counts the lines of a text that is read from its beginning to its end. */
final class LineNumbers {

    private final String text;
    private int counted;
    private int line = 1;

    LineNumbers(String text) {
        this.text = text;
    }

    /** The line, counted from 1, of a position; positions must not go backwards from call to call. */
    int at(int offset) {
        for (; counted < offset; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }
}
