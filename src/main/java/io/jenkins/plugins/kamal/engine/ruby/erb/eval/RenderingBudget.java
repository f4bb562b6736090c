package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import java.util.List;
import java.util.Map;

/** What one rendering has used up, what it has written, and what it sees of the agent. */
public final class RenderingBudget {

    private static final int MOST_STEPS = 500_000;
    private static final int MOST_CHARACTERS = 4 << 20;
    private static final long MOST_LOOKS = 100_000_000;
    private static final int DEEPEST = 400;

    private final StringBuilder output = new StringBuilder();
    private final AgentAccess agent;
    private int steps;
    private int depth;
    private long characters;
    private long looks;
    private RubyPosition place = new RubyPosition(1, "");

    public RenderingBudget(AgentAccess agent) {
        this.agent = agent;
    }

    AgentAccess agent() {
        return agent;
    }

    Map<String, String> environment() {
        return agent.environment();
    }

    public String output() {
        return output.toString();
    }

    void write(String text, RubyPosition place) {
        produced(text, place);
        output.append(text);
    }

    /** Counts text that was made, so that nothing doubles itself until the memory is full. */
    String produced(String text, RubyPosition place) {
        produced(text.length(), place);
        return text;
    }

    /** Counts elements as text, each as ten characters. */
    void producedElements(int elements, RubyPosition place) {
        produced(10L * elements, place);
    }

    /** Counts text that is about to be made. */
    void produced(long length, RubyPosition place) {
        characters += length;
        if (characters > MOST_CHARACTERS) {
            throw RubyFault.error(place, "it makes more than " + MOST_CHARACTERS + " characters of text");
        }
    }

    /** Counts characters and elements that are looked at, so that few steps on much text come to an end, too. */
    void looks(long amount, RubyPosition place) {
        looks += amount;
        if (looks > MOST_LOOKS) {
            throw RubyFault.error(place, "it takes too long: make it simpler, or its texts shorter");
        }
    }

    /** A value that may be kept: what it holds, each element as often as it is in there, is not too much. */
    Object kept(Object value, RubyPosition place) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            new Weight(this, place).add(value);
        }
        return value;
    }

    /** Counts a step, and an expression inside another until {@link #leave}. */
    void enter(RubyPosition place) {
        step(place);
        if (++depth > DEEPEST) {
            throw RubyFault.error(place, "it is nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    /** Where the last step was made. */
    public RubyPosition place() {
        return place;
    }

    void step(RubyPosition here) {
        place = here;
        if (++steps > MOST_STEPS) {
            throw RubyFault.error(here, "it takes more than " + MOST_STEPS + " steps: does it repeat for ever?");
        }
    }
}
