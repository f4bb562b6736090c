package io.jenkins.plugins.kamal.engine.shell;

import java.util.ArrayList;
import java.util.List;

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
     */
    public record Step(Command command, boolean mayFail) {}

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
        return with(new Step(command, false));
    }

    /** This script with one more command whose failure does not stop it. */
    public Script attempt(Command command) {
        return with(new Step(command, true));
    }

    /** This script, followed by the steps of another. */
    public Script then(Script more) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(more.steps());
        return new Script(all);
    }

    private Script with(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Script(all);
    }
}
