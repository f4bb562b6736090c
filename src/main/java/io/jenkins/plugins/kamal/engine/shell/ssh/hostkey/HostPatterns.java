package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.util.Locale;

/**
 * Lists of patterns, as known_hosts and the SSH configuration have them ("PATTERNS" in ssh_config(5)): {@code *} stands
 * for any characters, {@code ?} for one, and {@code !} before a pattern excludes what it fits.
 *
 * <p>Apache MINA's {@code HostPatternsHolder} fits the same names for patterns without a port. It is not used, because
 * its {@code *} does not fit {@code [host]:2222}, one stray character makes it refuse the whole line, and its regular
 * expressions take for ever for a pattern with many stars. {@code HostPatternsTest} holds all of this.
 */
public final class HostPatterns {

    private HostPatterns() {}

    /** Whether a name, in upper or lower case, fits a list of patterns. */
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

    /** Goes back to the last {@code *} only, so that a pattern full of stars takes no long time. */
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
