package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.RunVersionRule;
import java.util.List;

/**
 * What the plugin puts in front of the command that a step names, so that the command begins after it.
 *
 * @param words the option with its value; none if no plugin has started the engine
 */
record PluginOptions(List<String> words) {

    private static final String VERSION = "--version";

    static PluginOptions of(List<String> line) {
        boolean present = line.size() > 1 && line.get(0).equals(GlobalOptions.INVOCATION);
        return new PluginOptions(present ? line.subList(0, 2) : List.of());
    }

    /**
     * Refuses an alias or abbreviation of a command that takes the version of the run. The plugin gives the version to
     * the commands that it recognizes by their names, and without it the command would deploy whatever is checked out.
     *
     * @param written the command as the step names it
     * @param whole the command that it stands for
     */
    void requireVersionOfRun(List<String> written, List<String> whole) {
        if (words.isEmpty() || written.isEmpty() || whole.isEmpty()) {
            return;
        }
        boolean missed = RunVersionRule.appliesTo(whole.get(0))
                && !RunVersionRule.appliesTo(written.get(0))
                && whole.stream().noneMatch(word -> word.equals(VERSION) || word.startsWith(VERSION + "="));
        if (missed) {
            throw new EngineException(
                    Topic.COMMAND_LINE,
                    "`" + written.get(0) + "` stands for `" + whole.get(0)
                            + "`, which takes the version of the run, and Jenkins cannot tell that from the abbreviation. Write `"
                            + whole.get(0) + "` in the step");
        }
    }
}
