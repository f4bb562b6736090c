package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.Map;

/**
 * Settings of the command line.
 *
 * @param aliases short names for commands
 * @param hooksOutput which hooks' output is shown or hidden
 * @param output the additional destinations of the log
 */
public record CommandSettings(Map<String, String> aliases, HooksOutput hooksOutput, OutputLoggers output) {

    public CommandSettings {
        aliases = Ordered.copy(aliases);
    }
}
