package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * Paths relative to the project.
 *
 * @param hooks directory of the hooks
 * @param secrets path of the secrets files
 * @param errorPagesOrNull directory of the proxy's error pages, if any
 */
public record Paths(
        String hooks, String secrets, @CheckForNull String errorPagesOrNull) {

    /** The default directory of the hooks. */
    public static final String HOOKS = ".kamal/hooks";

    /** The default path of the secrets files. */
    public static final String SECRETS = ".kamal/secrets";

    /** Directory of the proxy's error pages, if any. */
    public Optional<String> errorPages() {
        return Optional.ofNullable(errorPagesOrNull);
    }
}
