package io.jenkins.plugins.kamal.run.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Roles on several hosts that read the same: one line of a page, which unfolds if there are many. */
public final class RoleGroup {

    /** As many equal lines are still shown one by one. */
    private static final int SHOWN_ONE_BY_ONE = 4;

    private final List<RoleState> states;

    private RoleGroup(List<RoleState> states) {
        this.states = List.copyOf(states);
    }

    /** The groups, in the order of their first hosts. Few equal lines stay lines of their own. */
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

    /** The first of the roles, which stands for all. */
    public RoleState getFirst() {
        return states.get(0);
    }

    /** All of them. */
    public List<RoleState> getStates() {
        return states;
    }

    /** Whether the line stands for several hosts. */
    public boolean isFolded() {
        return states.size() > 1;
    }
}
