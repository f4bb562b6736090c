package io.jenkins.plugins.kamal.engine.config.model;

import java.util.Optional;

/**
 * One further option of {@code docker run}; an option given as a list in the file is several of these.
 *
 * @param name without the two dashes
 * @param value its value; empty for a switch ({@code true} in the file)
 */
public record DockerOption(String name, Optional<String> value) {}
