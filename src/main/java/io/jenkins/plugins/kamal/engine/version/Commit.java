package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * The commit that is checked out.
 *
 * @param sha its full name, 40 hex digits, or 64 in a SHA-256 repository
 * @param subject the first paragraph of its message on one line; may be empty
 * @param branchOrNull the branch that is checked out; empty if HEAD is detached, as it usually is in Jenkins
 */
public record Commit(
        String sha, String subject, @CheckForNull String branchOrNull) {

    /** The branch that is checked out; empty if HEAD is detached, as it usually is in Jenkins. */
    public Optional<String> branch() {
        return Optional.ofNullable(branchOrNull);
    }
}
