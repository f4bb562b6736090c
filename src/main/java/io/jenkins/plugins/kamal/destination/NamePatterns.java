package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names with wildcards, separated by commas or spaces: {@code *} stands for any characters, including slashes, and
 * {@code ?} for one character.
 *
 * @param patterns the names; an empty list matches every name
 */
record NamePatterns(List<String> patterns) {

    static NamePatterns parse(@CheckForNull String text) {
        return new NamePatterns(Arrays.stream(Util.fixNull(text).split("[,\\s]+"))
                .filter(pattern -> !pattern.isEmpty())
                .toList());
    }

    /** Whether every name matches. */
    boolean matchEverything() {
        return patterns.isEmpty() || patterns.contains("*");
    }

    boolean match(String name) {
        return matchEverything()
                || patterns.stream()
                        .anyMatch(pattern -> expression(pattern).matcher(name).matches());
    }

    private static Pattern expression(String pattern) {
        return Pattern.compile(
                pattern.chars()
                        .mapToObj(c -> switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf((char) c));
                        })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
