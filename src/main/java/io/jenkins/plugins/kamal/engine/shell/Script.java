package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands without a decision between them: they travel to a server together, and there is one answer to all.
 *
 * @param steps the commands in their order
 */
public record Script(List<Step> steps) {

    /**
     * One command of a script.
     *
     * @param command the command
     * @param mayFail whether the script goes on after a failure of this command
     * @param wordsOrNull what the log says in words once the command has succeeded, for all steps since the step before
     *     that has words
     */
    public record Step(
            Command command, boolean mayFail, @CheckForNull String wordsOrNull) {

        /** What the log says in words once the command has succeeded. */
        public Optional<String> words() {
            return Optional.ofNullable(wordsOrNull);
        }
    }

    public Script {
        steps = List.copyOf(steps);
    }

    /** A script of commands each of which must succeed; it stops at the first that does not. */
    public static Script of(Command... commands) {
        Script script = new Script(List.of());
        for (Command command : commands) {
            script = script.run(command);
        }
        return script;
    }

    /** This script with one more command that must succeed. */
    public Script run(Command command) {
        return with(new Step(command, false, null));
    }

    /** This script with one more command whose failure does not stop it. */
    public Script attempt(Command command) {
        return with(new Step(command, true, null));
    }

    /** This script, followed by the steps of another. */
    public Script then(Script more) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(more.steps());
        return new Script(all);
    }

    /** This script, whose last step says in the log what it has done; a script without steps says nothing. */
    public Script saying(String words) {
        if (steps.isEmpty()) {
            return this;
        }
        List<Step> all = new ArrayList<>(steps);
        Step last = all.remove(all.size() - 1);
        all.add(new Step(last.command(), last.mayFail(), words));
        return new Script(all);
    }

    private Script with(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Script(all);
    }
}
