package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

/**
 * A position in a template.
 *
 * @param line the line, counted from 1
 * @param expression the Ruby between the tags, cut if it is long
 */
public record RubyPosition(int line, String expression) {

    private static final int LONGEST = 160;

    /** The place of a piece of code that begins in this line. */
    static RubyPosition of(int line, String code) {
        String shown = code.strip().replaceAll("\\s+", " ");
        return new RubyPosition(line, shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown);
    }

    RubyPosition atLine(int other) {
        return new RubyPosition(other, expression);
    }
}
