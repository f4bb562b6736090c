package io.jenkins.plugins.kamal.engine.protocol;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name with wildcards: {@code *} stands for any characters, slashes and dots among them, and {@code ?} for one.
 *
 * @param text the name, as an administrator has written it
 */
public record WildcardPattern(String text) {

    /** Whether a name matches; upper and lower case differ. */
    public boolean matches(String name) {
        return matches(name, 0);
    }

    /** Whether a name matches; upper and lower case are the same. */
    public boolean matchesIgnoringCase(String name) {
        return matches(name, Pattern.CASE_INSENSITIVE);
    }

    private boolean matches(String name, int flags) {
        String expression = text.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(String.valueOf((char) c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL | flags).matcher(name).matches();
    }
}
