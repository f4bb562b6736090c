package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.ArrayDeque;
import java.util.Deque;

/** Finds the closing brace of each <code>${</code> in a text, in one pass, so the time is linear. */
final class ReferenceBraces {

    private final int[] closing;

    ReferenceBraces(String text) {
        closing = new int[text.length()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open.push(at++);
            } else if (text.charAt(at) == '}' && !open.isEmpty()) {
                closing[open.pop()] = at;
            }
        }
    }

    /** The position of the brace that closes the reference with its dollar sign at this position, or -1. */
    int closing(int dollar) {
        return closing[dollar] > 0 ? closing[dollar] : -1;
    }
}
