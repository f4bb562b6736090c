package io.jenkins.plugins.kamal.engine.ruby.erb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The text of a rendered template, and the lines of the template that it comes from. Lines are counted from 1.
 *
 * @param text the text
 * @param lines for each line of the text the line of the template; empty if the lines are not known
 * @param unsetVariables by line of the text, the environment variables that the line needed and that were not set
 * @param warnings programs in backticks that failed, each with file and line
 */
public record RenderedTemplate(
        String text, List<Integer> lines, Map<Integer, Set<String>> unsetVariables, List<String> warnings) {

    /** Copies the collections. */
    public RenderedTemplate {
        lines = List.copyOf(lines);
        unsetVariables = Map.copyOf(unsetVariables);
        warnings = List.copyOf(warnings);
    }

    /** A text without tags, which is its own result. */
    public static RenderedTemplate unchanged(String text) {
        return ofOtherOrigin(text, text);
    }

    /**
     * A text that a real Ruby rendered. Its lines correspond to those of the template only if both have the same
     * number.
     */
    static RenderedTemplate ofOtherOrigin(String text, String template) {
        int count = lineCount(text);
        List<Integer> lines = new ArrayList<>();
        if (count == lineCount(template)) {
            for (int line = 1; line <= count; line++) {
                lines.add(line);
            }
        }
        return new RenderedTemplate(text, lines, new LinkedHashMap<>(), List.of());
    }

    /** The line of the template that a line of the text comes from; empty if it is not known. */
    public OptionalInt templateLine(int line) {
        if (lines.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(lines.get(Math.max(0, Math.min(lines.size(), line) - 1)));
    }

    /** The environment variables that a line of the text needed and that were not set. */
    public Set<String> unsetVariables(int line) {
        return unsetVariables.getOrDefault(line, Set.of());
    }

    private static int lineCount(String text) {
        return (int) text.chars().filter(c -> c == '\n').count() + 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
