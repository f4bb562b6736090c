package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The limits of one rendering, its output, and its access to the agent. */
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
    private final List<Integer> lines = new ArrayList<>();
    private final Map<Integer, Set<String>> unsetVariables = new LinkedHashMap<>();
    private final Set<String> unsetInTag = new LinkedHashSet<>();
    private final List<Warning> warnings = new ArrayList<>();
    private boolean atLineStart = true;
    private RubyPosition place = new RubyPosition(1, "");

    public RenderingBudget(AgentAccess agent) {
        this.agent = agent;
    }

    public AgentAccess agent() {
        return agent;
    }

    public Map<String, String> environment() {
        return agent.environment();
    }

    public String output() {
        return output.toString();
    }

    /** For each line of the output the line of the template in which it begins. */
    public List<Integer> lines() {
        return lines.isEmpty() ? List.of(1) : lines;
    }

    /** By line of the output, the variables that a tag of the line read and that are not set. */
    public Map<Integer, Set<String>> unsetVariables() {
        return unsetVariables;
    }

    public List<Warning> warnings() {
        return warnings;
    }

    public void warn(RubyPosition place, String message) {
        warnings.add(new Warning(place, message));
    }

    /** Begins to record the variables that a tag reads. */
    public void beginTag() {
        unsetInTag.clear();
    }

    public void readUnset(String variable) {
        unsetInTag.add(variable);
    }

    /** The variables without a value that the tag has read so far, in words. */
    public String probablyUnset() {
        return unsetInTag.isEmpty()
                ? "an environment variable"
                : (unsetInTag.size() == 1 ? "the environment variable " : "one of the environment variables ")
                        + String.join(", ", unsetInTag);
    }

    /** Appends the value of a tag. All its lines come from the line of the tag. */
    public void write(String text, RubyPosition place) {
        if (!unsetInTag.isEmpty()) {
            int line = atLineStart ? lines.size() + 1 : lines.size();
            unsetVariables.computeIfAbsent(line, any -> new LinkedHashSet<>()).addAll(unsetInTag);
            unsetInTag.clear();
        }
        append(text, place, 0);
    }

    /** Appends text of the template. */
    public void writeTemplate(String text, RubyPosition place) {
        append(text, place, 1);
    }

    private void append(String text, RubyPosition place, int linesPerBreak) {
        produced(text, place);
        output.append(text);
        int line = place.line();
        for (int at = 0; at < text.length(); at++) {
            if (atLineStart) {
                lines.add(line);
            }
            atLineStart = text.charAt(at) == '\n';
            line += atLineStart ? linesPerBreak : 0;
        }
    }

    /** Counts created text, so that no template can fill the memory. */
    public String produced(String text, RubyPosition place) {
        produced(text.length(), place);
        return text;
    }

    /** Counts elements as text, each as ten characters. */
    public void producedElements(int elements, RubyPosition place) {
        produced(10L * elements, place);
    }

    /** Counts text that is about to be created. */
    public void produced(long length, RubyPosition place) {
        characters += length;
        if (characters > MOST_CHARACTERS) {
            throw RubyFault.error(place, "it makes more than " + MOST_CHARACTERS + " characters of text");
        }
    }

    /** Counts examined characters and elements, so that few steps on a long text are limited, too. */
    public void looks(long amount, RubyPosition place) {
        looks += amount;
        if (looks > MOST_LOOKS) {
            throw RubyFault.error(place, "it takes too long: make it simpler, or its texts shorter");
        }
    }

    /** Refuses to keep a value that contains too much; each occurrence of an element counts. */
    public Object kept(Object value, RubyPosition place) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            new TextSize(this, place).add(value);
        }
        return value;
    }

    /** Counts a step, and an expression inside another until {@link #leave}. */
    public void enter(RubyPosition place) {
        step(place);
        if (++depth > DEEPEST) {
            throw RubyFault.error(place, "it is nested more than " + DEEPEST + " deep");
        }
    }

    public void leave() {
        depth--;
    }

    public int depth() {
        return depth;
    }

    /** Leaves all expressions that were entered since the depth had this value. */
    public void returnTo(int outer) {
        depth = outer;
    }

    /** The position of the last step. */
    public RubyPosition place() {
        return place;
    }

    public void step(RubyPosition here) {
        place = here;
        if (++steps > MOST_STEPS) {
            throw RubyFault.error(here, "it takes more than " + MOST_STEPS + " steps: does it repeat forever?");
        }
    }

    /** Adds a warning: no error, but probably not intended. */
    public record Warning(RubyPosition place, String message) {}
}
