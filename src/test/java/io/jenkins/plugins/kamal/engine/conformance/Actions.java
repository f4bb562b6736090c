package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.embedded.CommandTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What changed something on the machines, in its order; what is said twice without effect counts once. */
final class Actions {

    private Actions() {}

    static List<Action> of(List<CommandTrace.Call> calls) {
        List<Action> actions = new ArrayList<>();
        Set<Action> seen = new HashSet<>();
        calls.stream().flatMap(call -> Action.of(call).stream()).forEach(action -> {
            if (!action.idle() && (seen.add(action) || !action.repeatable())) {
                actions.add(action);
            }
        });
        return actions;
    }
}
