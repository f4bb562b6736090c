package io.jenkins.plugins.kamal.engine.config.erb;

/**
 * Where something stands.
 *
 * @param line the line, counted from 1
 * @param expression the Ruby between the tags, cut if it is long
 */
record Place(int line, String expression) {

    private static final int LONGEST = 160;

    /** The place of a piece of code that begins in this line. */
    static Place of(int line, String code) {
        String shown = code.strip().replaceAll("\\s+", " ");
        return new Place(line, shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown);
    }

    Place atLine(int other) {
        return new Place(other, expression);
    }
}
