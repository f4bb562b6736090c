package io.jenkins.plugins.kamal.engine.shell;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a {@link Script}: one output for each command that ran.
 *
 * @param host the server it ran on
 * @param script the script
 * @param outputs one for each step that ran, in order; fewer than steps if a step failed that must succeed
 */
public record ScriptResult(Host host, Script script, List<Output> outputs) {

    public ScriptResult {
        outputs = List.copyOf(outputs);
    }

    /** The output of the step with this index. */
    public Output output(int step) {
        return outputs.get(step);
    }

    /** The output of the last command that ran. */
    public Output last() {
        return outputs.get(outputs.size() - 1);
    }

    /** The command that failed although it must succeed, if there is one. */
    public Optional<Output> failure() {
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).succeeded() && !script.steps().get(i).mayFail()) {
                return Optional.of(outputs.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * This result, if all commands that must succeed have succeeded.
     *
     * @throws CommandFailedException if one has failed
     */
    public ScriptResult orThrow() {
        failure().ifPresent(output -> {
            throw new CommandFailedException(host, output);
        });
        return this;
    }
}
