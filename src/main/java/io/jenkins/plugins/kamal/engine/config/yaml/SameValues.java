package io.jenkins.plugins.kamal.engine.config.yaml;

import java.util.stream.IntStream;

/** Compares values without regard to their locations. */
public final class SameValues {

    private SameValues() {}

    public static boolean are(YamlNode a, YamlNode b) {
        if (a instanceof ScalarNode one && b instanceof ScalarNode other) {
            return one.kind() == other.kind() && one.text().equals(other.text());
        }
        if (a instanceof ListNode one && b instanceof ListNode other) {
            return one.items().size() == other.items().size()
                    && IntStream.range(0, one.items().size())
                            .allMatch(i -> are(one.items().get(i), other.items().get(i)));
        }
        return a instanceof MapNode one
                && b instanceof MapNode other
                && one.entries().keySet().equals(other.entries().keySet())
                && one.entries().entrySet().stream()
                        .allMatch(entry -> are(
                                entry.getValue().value(),
                                other.entries().get(entry.getKey()).value()));
    }
}
