package io.jenkins.plugins.kamal.engine.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run did, saw and left that another did not; each difference is one line. */
final class Comparison {

    private final List<String> differences = new ArrayList<>();

    List<String> differences() {
        return List.copyOf(differences);
    }

    /** Exit statuses; Kamal's is empty where it never ended. */
    void exit(Optional<Integer> kamal, int ours) {
        if (!kamal.equals(Optional.of(ours))) {
            differences.add("exit: Kamal " + kamal.map(String::valueOf).orElse("never") + ", ours " + ours);
        }
    }

    /** The same rows, each as often; in any order. */
    void rows(String what, List<String> kamal, List<String> ours) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        kamal.forEach(row -> counts.merge(row, 1, Integer::sum));
        ours.forEach(row -> counts.merge(row, -1, Integer::sum));
        counts.forEach((row, count) -> {
            if (count != 0) {
                String times = Math.abs(count) == 1 ? "" : " (" + Math.abs(count) + " times)";
                differences.add(what + " only " + (count > 0 ? "Kamal" : "ours") + ": " + row + times);
            }
        });
    }

    /** The same actions, and those that depend on each other in the same order. */
    void actions(List<Action> kamal, List<Action> ours) {
        rows(
                "action",
                kamal.stream().map(Action::toString).toList(),
                ours.stream().map(Action::toString).toList());
        differences.addAll(new Order(kamal, ours).violations());
    }

    /** The same hooks in the same order, each told the same. */
    void hooks(List<HookRun> kamal, List<HookRun> ours) {
        List<String> kamalNames = kamal.stream().map(HookRun::hook).toList();
        List<String> ourNames = ours.stream().map(HookRun::hook).toList();
        if (!kamalNames.equals(ourNames)) {
            differences.add("hooks: Kamal " + kamalNames + ", ours " + ourNames);
        }
        for (String name : new LinkedHashSet<>(kamalNames)) {
            List<HookRun> those = named(name, kamal);
            List<HookRun> same = named(name, ours);
            for (int i = 0; i < Math.min(those.size(), same.size()); i++) {
                hook(those.get(i), same.get(i));
            }
        }
    }

    private static List<HookRun> named(String name, List<HookRun> hooks) {
        return hooks.stream().filter(hook -> hook.hook().equals(name)).toList();
    }

    private void hook(HookRun kamal, HookRun ours) {
        rows("hook " + kamal.hook(), variables(kamal), variables(ours));
    }

    private static List<String> variables(HookRun hook) {
        return hook.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
