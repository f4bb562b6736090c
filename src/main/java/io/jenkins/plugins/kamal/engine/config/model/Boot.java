package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Optional;

/**
 * How many hosts are booted at a time.
 *
 * @param limitOrNull the number of hosts per group, with a percentage already computed, or null for all hosts at once
 * @param pause the pause after each group
 * @param parallelRoles whether the roles of one host boot at the same time
 */
public record Boot(@CheckForNull Integer limitOrNull, Duration pause, boolean parallelRoles) {

    /** The number of hosts per group, if hosts are not booted all at once. */
    public Optional<Integer> limit() {
        return Optional.ofNullable(limitOrNull);
    }
}
