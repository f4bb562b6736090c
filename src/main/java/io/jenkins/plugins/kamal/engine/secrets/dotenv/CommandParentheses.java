package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the closing parenthesis of each {@code $(} in a value. Parentheses balance, an escaped one does not count, and
 * an empty pair ends the search, as in Kamal's {@code lib/kamal/secrets/dotenv/inline_command_substitution.rb}.
 */
final class CommandParentheses {

    private final int[] closing;

    CommandParentheses(String text) {
        closing = new int[text.length()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '(' -> open.push(at);
                case ')' -> close(open, at);
                case '\\' -> {
                    at++;
                    if (at == text.length() || text.charAt(at) == '\n') {
                        open.clear();
                    }
                }
                default -> {}
            }
        }
    }

    /** The position of the parenthesis that closes the one at this position, or -1. */
    int closing(int opening) {
        return closing[opening] > 0 ? closing[opening] : -1;
    }

    private void close(Deque<Integer> open, int at) {
        if (open.isEmpty()) {
            return;
        }
        int opening = open.pop();
        if (at == opening + 1) {
            open.clear();
        } else {
            closing[opening] = at;
        }
    }
}
