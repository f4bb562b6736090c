package io.jenkins.plugins.kamal.engine.process;

/**
 * How much of an output is kept.
 *
 * @param characters the maximum number of characters that are kept
 * @param refusesMore whether a longer output stops the program; otherwise the last part of the output is kept
 */
public record OutputBound(int characters, boolean refusesMore) {

    /** Keeps the last part, for commands whose lines are passed on. */
    public static final OutputBound LAST_16_MIB = new OutputBound(16 << 20, false);

    /** Stops a program that prints more, for programs whose whole output is a value. */
    public static OutputBound atMost(int characters) {
        return new OutputBound(characters, true);
    }
}
