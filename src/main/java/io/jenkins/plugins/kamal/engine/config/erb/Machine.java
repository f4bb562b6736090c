package io.jenkins.plugins.kamal.engine.config.erb;

import java.util.Map;

/** What one rendering has used up, what it has written, and what it sees of the agent. */
final class Machine {

    private static final int MOST_STEPS = 500_000;
    private static final int MOST_CHARACTERS = 8 << 20;
    private static final int DEEPEST = 400;

    private final StringBuilder output = new StringBuilder();
    private final Agent agent;
    private int steps;
    private int depth;
    private long characters;
    private Place place = new Place(1, "");

    Machine(Agent agent) {
        this.agent = agent;
    }

    Agent agent() {
        return agent;
    }

    Map<String, String> environment() {
        return agent.environment();
    }

    String output() {
        return output.toString();
    }

    void write(String text, Place place) {
        produced(text, place);
        output.append(text);
    }

    /** Counts text that was made, so that nothing doubles itself until the memory is full. */
    String produced(String text, Place place) {
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw RubyFault.error(place, "it makes more than " + MOST_CHARACTERS + " characters of text");
        }
        return text;
    }

    /** Counts elements as text, each as ten characters. */
    void produced(int elements, Place place) {
        characters += 10L * elements;
        produced("", place);
    }

    /** Counts a step, and an expression inside another until {@link #leave}. */
    void enter(Place place) {
        step(place);
        if (++depth > DEEPEST) {
            throw RubyFault.error(place, "it is nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    /** Where the last step was made. */
    Place place() {
        return place;
    }

    void step(Place here) {
        place = here;
        if (++steps > MOST_STEPS) {
            throw RubyFault.error(here, "it takes more than " + MOST_STEPS + " steps: does it repeat for ever?");
        }
    }
}
