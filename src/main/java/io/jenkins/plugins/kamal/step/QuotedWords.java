package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.QuotedStringTokenizer;
import java.util.List;

/** Splits the text of a command into words, at blanks that are not quoted. */
final class QuotedWords {

    private QuotedWords() {}

    /**
     * Returns the words without their quotes.
     *
     * @throws AbortException if a quotation mark is never closed; Jenkins itself would close it silently
     */
    static List<String> split(String command) throws AbortException {
        String problem = problemOf(command);
        if (problem != null) {
            throw new AbortException(problem);
        }
        return List.of(QuotedStringTokenizer.tokenize(command));
    }

    /** Returns why a command cannot be split, or null if it can be. */
    @CheckForNull
    static String problemOf(String command) {
        char quote = 0;
        int opened = 0;
        for (int at = 0; at < command.length(); at++) {
            char character = command.charAt(at);
            if (character == '\\') {
                at++;
                if (at == command.length()) {
                    return "The command '" + command + "' ends with a backslash, which escapes nothing; remove it";
                }
            } else if (quote == 0 && (character == '"' || character == '\'')) {
                quote = character;
                opened = at;
            } else if (character == quote) {
                quote = 0;
            }
        }
        return quote == 0
                ? null
                : "The command '" + command + "' has a quotation mark without an end: " + command.substring(opened)
                        + "; close it, or write \\" + quote + " if it is part of a word";
    }
}
