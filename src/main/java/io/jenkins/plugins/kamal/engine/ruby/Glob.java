package io.jenkins.plugins.kamal.engine.ruby;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern as Ruby's {@code File.fnmatch} reads it with {@code FNM_EXTGLOB}: {@code *}, {@code ?}, {@code [a-z]},
 * <code>{a,b}</code> ({@code filter_specific_items} of {@code lib/kamal/utils.rb}).
 */
public final class Glob {

    private static final String NOTHING = "(?!)";

    private final List<Pattern> alternatives;

    public Glob(String pattern) {
        this.alternatives = Braces.expand(pattern).stream().map(Glob::compile).toList();
    }

    public boolean matches(String text) {
        return alternatives.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    private static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            i = translate(glob, i, regex);
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /**
     * Translates what begins at {@code i} and returns where the next begins; a wildcard does not match a leading
     * dot.
     */
    private static int translate(String glob, int i, StringBuilder regex) {
        String notLeadingDot = i == 0 ? "(?!\\.)" : "";
        return switch (glob.charAt(i)) {
            case '*' -> append(regex, notLeadingDot + ".*", i + 1);
            case '?' -> append(regex, notLeadingDot + ".", i + 1);
            case '[' -> set(glob, i + 1, regex.append(notLeadingDot));
            case '\\' -> escaped(glob, i + 1, regex);
            default -> append(regex, literal(glob.charAt(i)), i + 1);
        };
    }

    private static int escaped(String glob, int i, StringBuilder regex) {
        return i == glob.length() ? append(regex, NOTHING, i) : append(regex, literal(glob.charAt(i)), i + 1);
    }

    /** A set of characters; an empty or unclosed one matches nothing. */
    private static int set(String glob, int start, StringBuilder regex) {
        boolean negated = glob.startsWith("!", start) || glob.startsWith("^", start);
        StringBuilder members = new StringBuilder();
        int i = negated ? start + 1 : start;
        while (i < glob.length() && glob.charAt(i) != ']') {
            i = member(glob, i, members);
        }
        boolean usable = i < glob.length() && members.length() > 0;
        return append(regex, usable ? "[" + (negated ? "^" : "") + members + "]" : NOTHING, i + 1);
    }

    /** One character of a set, or a range of them. */
    private static int member(String glob, int i, StringBuilder members) {
        int from = glob.charAt(i) == '\\' && i + 1 < glob.length() ? i + 1 : i;
        members.append(literal(glob.charAt(from)));
        boolean range = glob.startsWith("-", from + 1) && from + 2 < glob.length() && glob.charAt(from + 2) != ']';
        if (range && glob.charAt(from) <= glob.charAt(from + 2)) {
            members.append('-').append(literal(glob.charAt(from + 2)));
        }
        return from + (range ? 3 : 1);
    }

    private static int append(StringBuilder regex, String translated, int next) {
        regex.append(translated);
        return next;
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
    }
}
