package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands without a decision between them: they are sent to a server together, and there is one answer for all of
 * them.
 *
 * @param steps the commands in their order
 */
public record Script(List<Step> steps) {

    /**
     * One command of a script.
     *
     * @param command the command
     * @param mayFail whether the script continues after a failure of this command
     * @param wordsOrNull the text for the log once the command has succeeded, for all steps since the step before that
     *     has words
     */
    public record Step(
            Command command, boolean mayFail, @CheckForNull String wordsOrNull) {

        /** The text for the log once the command has succeeded. */
        public Optional<String> words() {
            return Optional.ofNullable(wordsOrNull);
        }
    }

    public Script {
        steps = List.copyOf(steps);
    }

    /** A script of commands that must all succeed; it stops at the first failure. */
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

    /** This script, with a text for the log once its last step has succeeded; a script without steps logs nothing. */
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
