package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.Arrays;
import java.util.List;

/**
 * The names in the value of one option, {@code web,job}.
 *
 * @param names the names or patterns
 */
public record NameList(List<String> names) {

    /** The value of an option that was not given. */
    static final NameList NONE = new NameList(List.of());

    public NameList {
        names = List.copyOf(names);
    }

    /**
     * Splits a text at its commas.
     *
     * @throws EngineException if a name is blank
     */
    public static NameList parse(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (names.stream().anyMatch(String::isBlank)) {
            throw new EngineException(
                    Topic.COMMAND_LINE,
                    "'" + text + "' holds a blank name; separate names by commas, and leave the option out for all");
        }
        return new NameList(names);
    }
}
