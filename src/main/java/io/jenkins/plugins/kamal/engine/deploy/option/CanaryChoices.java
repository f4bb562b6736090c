package io.jenkins.plugins.kamal.engine.deploy.option;

import io.jenkins.plugins.kamal.engine.host.selection.CanaryHosts;
import java.time.Duration;

/**
 * A new version gets onto some hosts first.
 *
 * @param hosts the hosts that get the version first
 * @param watch how long its containers there are watched before the deploy goes on
 * @param pauses whether the deploy ends after these hosts, so that {@code promote} or {@code rollback} decides about the
 *     others
 */
public record CanaryChoices(CanaryHosts hosts, Duration watch, boolean pauses) {}
