package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Optional;

/**
 * How many hosts are booted at a time.
 *
 * @param limitOrNull how many hosts are in a group, a percentage being computed already; null for all at once
 * @param pause pause after each group
 * @param parallelRoles whether the roles of one host boot at the same time
 */
public record Boot(@CheckForNull Integer limitOrNull, Duration pause, boolean parallelRoles) {

    /** How many hosts are in a group, if they are not booted all at once. */
    public Optional<Integer> limit() {
        return Optional.ofNullable(limitOrNull);
    }
}
