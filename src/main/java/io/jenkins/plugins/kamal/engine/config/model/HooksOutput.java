package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * Which hooks' output is shown or hidden.
 *
 * @param all for all hooks, if said
 * @param byHook for single hooks
 */
public record HooksOutput(Optional<Level> all, Map<String, Level> byHook) {

    public HooksOutput {
        byHook = Ordered.copy(byHook);
    }

    /** Shown or hidden. */
    public enum Level {
        QUIET,
        VERBOSE
    }
}
