package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The inputs of a version.
 *
 * @param project the directory that holds {@code config/deploy.yml}, inside a repository or its root
 * @param explicitOrNull the version that the user has named
 * @param policy how the version treats uncommitted changes
 * @param buildsFromClone whether the image is built from a clean clone, that is whether {@code builder.context} is not
 *     set
 */
public record VersionRequest(
        Path project, @CheckForNull Version explicitOrNull, UncommittedPolicy policy, boolean buildsFromClone) {

    /** The version that the user has named. */
    public Optional<Version> explicit() {
        return Optional.ofNullable(explicitOrNull);
    }

    /** The policy with the default decided: never {@link UncommittedPolicy#DEFAULT}. */
    public UncommittedPolicy decidedPolicy() {
        if (policy != UncommittedPolicy.DEFAULT) {
            return policy;
        }
        return buildsFromClone ? UncommittedPolicy.IGNORE : UncommittedPolicy.MARK;
    }
}
