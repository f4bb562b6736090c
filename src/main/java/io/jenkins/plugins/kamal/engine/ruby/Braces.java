package io.jenkins.plugins.kamal.engine.ruby;

import java.util.ArrayList;
import java.util.List;

/** Expands <code>{a,b}</code> in a pattern, nested ones included. */
final class Braces {

    private Braces() {}

    /** The patterns that it expands to; none if a brace is not closed, which matches nothing in Ruby either. */
    static List<String> expand(String pattern) {
        int open = pattern.indexOf('{');
        if (open < 0) {
            return List.of(pattern);
        }
        int close = closing(pattern, open);
        List<String> expanded = new ArrayList<>();
        if (close > 0) {
            for (String alternative : alternatives(pattern.substring(open + 1, close))) {
                expanded.addAll(expand(pattern.substring(0, open) + alternative + pattern.substring(close + 1)));
            }
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
        return switch (c) {
            case '{' -> 1;
            case '}' -> -1;
            default -> 0;
        };
    }
}
