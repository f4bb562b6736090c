package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import java.util.List;
import java.util.Map;

/** Counts the size that an array or a hash would have as text: {@code a = [a, a]} doubles it each time. */
final class TextSize {

    private static final int MOST = 100_000;
    private static final int CHARACTERS_AN_ELEMENT = 40;
    private static final int DEEPEST = 100;

    private final RenderingBudget rendering;
    private final RubyPosition place;
    private long sum;
    private int depth;

    TextSize(RenderingBudget rendering, RubyPosition place) {
        this.rendering = rendering;
        this.place = place;
    }

    /** Adds a value with all its elements; refuses a value that is too large. */
    void add(Object value) {
        rendering.looks(1, place);
        sum += 1 + (value instanceof String text ? text.length() / CHARACTERS_AN_ELEMENT : 0);
        if (sum > MOST) {
            throw RubyFault.error(place, "an array or a hash holds too much");
        }
        if (value instanceof List<?> items) {
            addAll(items);
        } else if (value instanceof Map<?, ?> map) {
            addAll(map.keySet());
            addAll(map.values());
        }
    }

    private void addAll(Iterable<?> items) {
        if (++depth > DEEPEST) {
            throw RubyFault.error(
                    place, "an array or a hash holds itself, or is nested more than " + DEEPEST + " deep");
        }
        items.forEach(this::add);
        depth--;
    }
}
