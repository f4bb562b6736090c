package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * Docker logging of a container.
 *
 * @param driver {@code --log-driver}, if said
 * @param options {@code --log-opt}; with neither driver nor options it is {@code max-size=10m}
 */
public record Logging(Optional<String> driver, Map<String, String> options) {

    public Logging {
        options = Ordered.copy(options);
    }
}
