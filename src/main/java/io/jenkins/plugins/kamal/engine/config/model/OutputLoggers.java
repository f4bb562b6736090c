package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * Where else the log of a command goes ({@code output.yml} of Kamal's reference).
 *
 * @param file directory of log files, if wanted
 * @param otelEndpoint OpenTelemetry endpoint, if wanted
 * @param otelAttributes further attributes of the telemetry
 */
public record OutputLoggers(Optional<String> file, Optional<String> otelEndpoint, Map<String, String> otelAttributes) {

    public OutputLoggers {
        otelAttributes = Ordered.copy(otelAttributes);
    }
}
