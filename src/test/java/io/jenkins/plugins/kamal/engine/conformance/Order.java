package io.jenkins.plugins.kamal.engine.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether actions that depend on each other happen in the order in which Kamal does them.
 *
 * <p>On one server two actions depend on each other if both touch the same thing ({@link Touched}). Across servers
 * there are milestones: what has to be done everywhere, or once, before something else may begin anywhere. And what
 * Kamal does on servers under the lock is done under the lock.
 */
final class Order {

    /** What happens before what on all machines together. */
    private record Milestone(String name, Predicate<Action> first, Predicate<Action> then) {}

    private static final List<Milestone> MILESTONES = List.of(
            new Milestone("build before pull", is("buildx build"), is("pull")),
            new Milestone("pull before boot", is("pull"), boots("")),
            new Milestone("boot before tag", boots(""), is("tag")));

    private final List<Action> kamal;
    private final List<Action> ours;
    private final List<String> violations = new ArrayList<>();

    Order(List<Action> kamal, List<Action> ours) {
        this.kamal = kamal;
        this.ours = ours;
    }

    List<String> violations() {
        onEachMachine();
        MILESTONES.stream()
                .filter(milestone -> holds(milestone, kamal) && !holds(milestone, ours))
                .forEach(milestone -> violations.add("order: not " + milestone.name()));
        firstWebBeforeJobs();
        locked();
        return violations;
    }

    private void onEachMachine() {
        List<Action> both = kamal.stream().filter(ours::contains).toList();
        Map<Action, Integer> place = new HashMap<>();
        ours.forEach(action -> place.putIfAbsent(action, place.size()));
        for (int i = 0; i < both.size(); i++) {
            for (int j = i + 1; j < both.size(); j++) {
                Action earlier = both.get(i);
                Action later = both.get(j);
                boolean depends = earlier.machine().equals(later.machine())
                        && !earlier.equals(later)
                        && Touched.by(earlier).dependsOn(Touched.by(later));
                if (depends && place.get(earlier) > place.get(later)) {
                    violations.add("order: " + later + " BEFORE " + earlier);
                }
            }
        }
    }

    private static boolean holds(Milestone milestone, List<Action> actions) {
        return last(actions, milestone.first()) < first(actions, milestone.then());
    }

    /** The barrier: no other role boots before the first container of the primary one serves. */
    private void firstWebBeforeJobs() {
        Predicate<Action> serves = action -> action.words().contains("deploy") && !action.failed();
        Predicate<Action> jobBoots = boots("-job");
        if (first(kamal, serves) < first(kamal, jobBoots) && first(ours, serves) > first(ours, jobBoots)) {
            violations.add("order: a job boots before the first web container serves");
        }
    }

    private void locked() {
        List<Action> inKamals = underLock(kamal);
        List<Action> inOurs = underLock(ours);
        ours.stream()
                .filter(action -> !action.machine().equals(Recording.LOCAL))
                .filter(action -> inKamals.contains(action) && !inOurs.contains(action))
                .forEach(action -> violations.add("order: outside the lock " + action));
    }

    private static List<Action> underLock(List<Action> actions) {
        int start = first(actions, action -> isLock(action, "mkdir"));
        int end = last(actions, action -> isLock(action, "rm"));
        return start < end ? actions.subList(start, end) : List.of();
    }

    private static boolean isLock(Action action, String program) {
        return action.words().get(0).equals(program) && action.words().stream().anyMatch(Touched::isLock);
    }

    private static Predicate<Action> is(String command) {
        return action -> action.command().equals(command);
    }

    private static Predicate<Action> boots(String role) {
        return action -> action.command().equals("run")
                && action.words().stream()
                        .anyMatch(word -> word.matches("myapp" + (role.isEmpty() ? "-(web|job)" : role) + "-.*"))
                && action.words().contains("--detach");
    }

    private static int first(List<Action> actions, Predicate<Action> kind) {
        return actions.stream().filter(kind).mapToInt(actions::indexOf).min().orElse(Integer.MAX_VALUE);
    }

    private static int last(List<Action> actions, Predicate<Action> kind) {
        return actions.stream()
                .filter(kind)
                .map(actions::lastIndexOf)
                .max(Comparator.naturalOrder())
                .orElse(-1);
    }
}
