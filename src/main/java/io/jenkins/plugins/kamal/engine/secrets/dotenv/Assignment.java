package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * One {@code KEY=value} of a file, as the file spells it.
 *
 * @param line the line where the assignment begins, counted from 1
 * @param exported whether {@code export} precedes it
 * @param key the name
 * @param valueOrNull the text after the separator with its quotes; empty if there is none
 */
record Assignment(
        int line,
        boolean exported,
        String key,
        @CheckForNull String valueOrNull) {

    /** The text after the separator with its quotes; empty if there is none. */
    public Optional<String> value() {
        return Optional.ofNullable(valueOrNull);
    }

    @Override
    public String toString() {
        return line + ": " + key;
    }
}
