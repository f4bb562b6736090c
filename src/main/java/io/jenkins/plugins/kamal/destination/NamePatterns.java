package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.WildcardPattern;
import java.util.Arrays;
import java.util.List;

/**
 * Names with wildcards.
 *
 * @param patterns the names; without any, no name matches
 */
record NamePatterns(List<String> patterns) {

    private static final String EVERY_NAME = "*";
    private static final String COMMAS_AND_SPACES = "[,\\s]+";
    private static final String COMMAS_AND_LINE_BREAKS = "[,\\r\\n]+";

    /** Names without spaces, with commas or spaces between them; every name if the text names none. */
    static NamePatterns parse(@CheckForNull String text) {
        List<String> named = split(text, COMMAS_AND_SPACES);
        return new NamePatterns(named.isEmpty() ? List.of(EVERY_NAME) : named);
    }

    /**
     * Full names of jobs, which may have spaces, with commas or line breaks between them; every name if the text is
     * blank, and none if it names no job, as a single comma does.
     */
    static NamePatterns ofJobs(@CheckForNull String text) {
        return isNamed(text)
                ? new NamePatterns(split(text, COMMAS_AND_LINE_BREAKS))
                : new NamePatterns(List.of(EVERY_NAME));
    }

    /** Whether the text is there, but names nothing. */
    static boolean nameNothing(@CheckForNull String text) {
        return isNamed(text) && split(text, COMMAS_AND_SPACES).isEmpty();
    }

    private static boolean isNamed(@CheckForNull String text) {
        return Util.fixEmptyAndTrim(text) != null;
    }

    private static List<String> split(@CheckForNull String text, String separator) {
        return Arrays.stream(Util.fixNull(text).split(separator))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    /** Whether every name matches. */
    boolean matchEverything() {
        return patterns.contains(EVERY_NAME);
    }

    boolean match(String name) {
        return patterns.stream().anyMatch(pattern -> new WildcardPattern(pattern).matches(name));
    }
}
