package io.jenkins.plugins.kamal.engine.secrets.dotenv;

/** Counts lines while somebody walks forward through a text. */
final class LineNumbers {

    private final String text;
    private int counted;
    private int line = 1;

    LineNumbers(String text) {
        this.text = text;
    }

    /** The line, counted from 1, of a place that is not before the one asked for last. */
    int at(int offset) {
        for (; counted < offset; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }
}
