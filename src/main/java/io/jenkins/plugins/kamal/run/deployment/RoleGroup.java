package io.jenkins.plugins.kamal.run.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Roles on several hosts whose rows would have the same text: one row of a page, which unfolds if there are many hosts. */
public final class RoleGroup {

    /** The most equal rows that are shown one by one. */
    private static final int SHOWN_ONE_BY_ONE = 4;

    private final List<RoleState> states;

    private RoleGroup(List<RoleState> states) {
        this.states = List.copyOf(states);
    }

    /** The groups, in the order of their first hosts. A few equal rows stay separate. */
    static List<RoleGroup> of(Collection<RoleState> states) {
        Map<String, List<RoleState>> equal = new LinkedHashMap<>();
        states.forEach(state ->
                equal.computeIfAbsent(state.group(), group -> new ArrayList<>()).add(state));
        Map<String, List<RoleState>> lines = new LinkedHashMap<>();
        for (RoleState state : states) {
            boolean folded = equal.get(state.group()).size() > SHOWN_ONE_BY_ONE;
            String line = folded ? state.group() : state.getHost() + "\n" + state.group();
            lines.computeIfAbsent(
                    line,
                    first -> equal.get(state.group()).size() > SHOWN_ONE_BY_ONE
                            ? equal.get(state.group())
                            : List.of(state));
        }
        return lines.values().stream().map(RoleGroup::new).toList();
    }

    /** The first of the roles, which represents all of them. */
    public RoleState getFirst() {
        return states.get(0);
    }

    /** All roles of the group. */
    public List<RoleState> getStates() {
        return states;
    }

    /** Whether the row stands for several hosts. */
    public boolean isFolded() {
        return states.size() > 1;
    }
}
