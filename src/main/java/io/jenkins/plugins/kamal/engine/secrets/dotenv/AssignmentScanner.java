package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the assignments in a file. It finds the same assignments as the pattern {@code LINE} of dotenv 3.2
 * ({@code lib/dotenv/parser.rb}), in the same order, and skips all other text.
 *
 * <p>It does not use a pattern, because Java's matcher recurses for each character of a quoted value. The time is
 * linear.
 */
final class AssignmentScanner {

    private static final int MOST = 10_000;

    private final String text;
    private final List<Assignment> found = new ArrayList<>();
    private final LineNumbers lines;

    private AssignmentScanner(String text) {
        this.text = text;
        this.lines = new LineNumbers(text);
    }

    /** The assignments of a text whose line breaks are all {@code \n}. */
    static List<Assignment> scan(String text) {
        AssignmentScanner scanner = new AssignmentScanner(text);
        int at = 0;
        while (at >= 0 && at <= text.length()) {
            at = scanner.next(at);
        }
        return List.copyOf(scanner.found);
    }

    /** Reads the assignment at the start of a line. Returns the start of the next line to try, or -1. */
    private int next(int lineStart) {
        int begin = skipSpace(lineStart);
        int end = assignment(begin);
        int resume = Math.max(end, begin);
        if (end > 0 && text.charAt(end - 1) == '\n') {
            return end;
        }
        int newline = text.indexOf('\n', resume);
        return newline < 0 ? -1 : newline + 1;
    }

    /** The end of the assignment that begins here, or -1 if there is none. */
    private int assignment(int begin) {
        int afterExport = afterExport(begin);
        int end = afterExport < 0 ? -1 : keyAndValue(begin, afterExport, true);
        return end >= 0 ? end : keyAndValue(begin, begin, false);
    }

    private int afterExport(int at) {
        if (!text.startsWith("export", at)) {
            return -1;
        }
        int after = skipSpace(at + "export".length());
        return after > at + "export".length() ? after : -1;
    }

    private int keyAndValue(int begin, int keyBegin, boolean exported) {
        int keyEnd = keyBegin;
        while (keyEnd < text.length() && isKeyCharacter(text.charAt(keyEnd))) {
            keyEnd++;
        }
        if (keyEnd == keyBegin) {
            return -1;
        }
        int valueBegin = afterSeparator(keyEnd);
        int valueEnd = valueBegin < 0 ? -1 : valueEnd(valueBegin);
        int end = LineTail.end(text, valueBegin < 0 ? keyEnd : valueEnd);
        if (end >= 0) {
            Optional<String> value =
                    valueEnd > valueBegin ? Optional.of(text.substring(valueBegin, valueEnd)) : Optional.empty();
            if (found.size() == MOST) {
                throw new SecretsException(
                        "more than " + MOST + " variables, so this is probably not a secrets file: check the path");
            }
            found.add(new Assignment(lines.at(begin), exported, text.substring(keyBegin, keyEnd), value.orElse(null)));
        }
        return end;
    }

    private int afterSeparator(int keyEnd) {
        int equals = skipSpace(keyEnd);
        if (equals < text.length() && text.charAt(equals) == '=') {
            return equals + 1;
        }
        boolean colon = keyEnd + 1 < text.length() && text.charAt(keyEnd) == ':' && isSpace(text.charAt(keyEnd + 1));
        return colon ? keyEnd + 2 : -1;
    }

    private int valueEnd(int begin) {
        int opening = skipSpace(begin);
        if (opening < text.length() && (text.charAt(opening) == '\'' || text.charAt(opening) == '"')) {
            int end = QuotedValue.end(text, opening);
            if (end >= 0) {
                return end;
            }
        }
        int end = begin;
        while (end < text.length() && text.charAt(end) != '#' && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private int skipSpace(int from) {
        return LineTail.skipSpace(text, from);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isKeyCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
    }
}
