package io.jenkins.plugins.kamal.engine.config.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How many hosts are booted at a time.
 *
 * @param limit hosts in a group, already computed from a percentage; empty for all at once
 * @param pause pause after each group
 * @param parallelRoles whether the roles of one host boot at the same time
 */
public record Boot(Optional<Integer> limit, Duration pause, boolean parallelRoles) {}
