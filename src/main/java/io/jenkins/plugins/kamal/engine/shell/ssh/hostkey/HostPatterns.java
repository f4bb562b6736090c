package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.util.Locale;

/**
 * Matches lists of patterns, as known_hosts and the SSH configuration use them ("PATTERNS" in ssh_config(5)): {@code *}
 * matches any characters, {@code ?} matches one, and {@code !} before a pattern excludes the names that match.
 *
 * <p>Apache MINA's {@code HostPatternsHolder} matches the same names for patterns without a port. It is not used,
 * because its {@code *} does not match {@code [host]:2222}, because it refuses a whole line for one stray character,
 * and because its regular expressions take forever for a pattern with many stars. {@code HostPatternsTest} shows all of
 * this.
 */
public final class HostPatterns {

    private HostPatterns() {}

    /** Whether a name, in upper or lower case, matches a list of patterns. */
    public static boolean match(Iterable<String> patterns, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean matched = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (matches(pattern.substring(negated ? 1 : 0).toLowerCase(Locale.ROOT), lower)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    /** Backtracks to the last {@code *} only, so that a pattern with many stars does not take long. */
    private static boolean matches(String pattern, String name) {
        int star = -1;
        int taken = 0;
        int inPattern = 0;
        int inName = 0;
        while (inName < name.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                taken = inName;
            } else if (inPattern < pattern.length() && fits(pattern.charAt(inPattern), name.charAt(inName))) {
                inPattern++;
                inName++;
            } else if (star >= 0) {
                inPattern = star + 1;
                inName = ++taken;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
    }

    private static boolean fits(char inPattern, char inName) {
        return inPattern == '?' || inPattern == inName;
    }
}
