package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * Which hooks' output is shown or hidden.
 *
 * @param allOrNull the level of all hooks, if the file sets it
 * @param byHook the levels of individual hooks
 */
public record HooksOutput(@CheckForNull Level allOrNull, Map<String, Level> byHook) {

    public HooksOutput {
        byHook = Ordered.copy(byHook);
    }

    /** The level of all hooks, if the file sets it. */
    public Optional<Level> all() {
        return Optional.ofNullable(allOrNull);
    }

    /** Whether the output of a hook is hidden or shown. */
    public enum Level {
        QUIET,
        VERBOSE
    }
}
