package io.jenkins.plugins.kamal.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A pattern as Ruby's {@code File.fnmatch} reads it with {@code FNM_EXTGLOB}: {@code *}, {@code ?}, {@code [a-z]}, <code>{a,b}</code>. */
final class Glob {

    private final List<Pattern> alternatives;

    Glob(String pattern) {
        this.alternatives = Braces.expand(pattern).stream().map(Glob::compile).toList();
    }

    boolean matches(String text) {
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

    /** Translates what begins at {@code i} and returns where the next begins. A wildcard does not match a leading dot. */
    private static int translate(String glob, int i, StringBuilder regex) {
        char c = glob.charAt(i);
        String notLeadingDot = i == 0 ? "(?!\\.)" : "";
        switch (c) {
            case '*' -> regex.append(notLeadingDot).append(".*");
            case '?' -> regex.append(notLeadingDot).append('.');
            case '[' -> {
                return bracket(glob, i, regex.append(notLeadingDot));
            }
            case '\\' -> {
                boolean last = i + 1 == glob.length();
                regex.append(Pattern.quote(last ? "\\" : glob.substring(i + 1, i + 2)));
                return i + (last ? 1 : 2);
            }
            default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        return i + 1;
    }

    /** An unclosed bracket matches nothing, as in Ruby. */
    private static int bracket(String glob, int open, StringBuilder regex) {
        int close = glob.indexOf(']', open + 1);
        if (close < 0) {
            regex.append("(?!)");
            return glob.length();
        }
        String content = glob.substring(open + 1, close);
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String members = (negated ? content.substring(1) : content).replaceAll("([\\\\\\[&^])", "\\\\$1");
        regex.append(members.isEmpty() ? "(?!)" : "[" + (negated ? "^" : "") + members + "]");
        return close + 1;
    }

    /** <code>{a,b}</code> as alternatives, nested ones included. */
    private static final class Braces {

        private Braces() {}

        static List<String> expand(String pattern) {
            int open = pattern.indexOf('{');
            int close = open < 0 ? -1 : closing(pattern, open);
            if (close < 0) {
                return List.of(pattern);
            }
            List<String> expanded = new ArrayList<>();
            for (String alternative : alternatives(pattern.substring(open + 1, close))) {
                expanded.addAll(expand(pattern.substring(0, open) + alternative + pattern.substring(close + 1)));
            }
            return expanded;
        }

        private static int closing(String pattern, int open) {
            int depth = 0;
            for (int i = open; i < pattern.length(); i++) {
                depth += depthChange(pattern.charAt(i));
                if (depth == 0) {
                    return i;
                }
            }
            return -1;
        }

        private static List<String> alternatives(String inside) {
            List<String> found = new ArrayList<>();
            int depth = 0;
            int start = 0;
            for (int i = 0; i < inside.length(); i++) {
                depth += depthChange(inside.charAt(i));
                if (depth == 0 && inside.charAt(i) == ',') {
                    found.add(inside.substring(start, i));
                    start = i + 1;
                }
            }
            found.add(inside.substring(start));
            return found;
        }

        private static int depthChange(char c) {
            return c == '{' ? 1 : c == '}' ? -1 : 0;
        }
    }
}
