package io.jenkins.plugins.kamal.engine.config.dotenv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Which closing brace belongs to which <code>${</code> of a text; found in one pass, so that no text takes long. */
final class ReferenceBraces {

    private final Map<Integer, Integer> closing = new HashMap<>();

    ReferenceBraces(String text) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open.push(at++);
            } else if (text.charAt(at) == '}' && !open.isEmpty()) {
                closing.put(open.pop(), at);
            }
        }
    }

    /** The place of the brace that closes the reference whose dollar sign stands here, or -1. */
    int closing(int dollar) {
        return closing.getOrDefault(dollar, -1);
    }
}
