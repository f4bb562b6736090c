package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.OutputLoggers;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.Optional;

/** Reads where the log is copied to ({@code configuration/output.rb}). */
public final class OutputParser {

    private OutputParser() {}

    public static OutputLoggers parse(Fields output) {
        return new OutputLoggers(
                required(output, "file", "path").orElse(null),
                required(output, "otel", "endpoint").orElse(null));
    }

    private static Optional<String> required(Fields output, String logger, String key) {
        Optional<Fields> settings = output.optionalSection(logger);
        settings.filter(found -> !found.has(key))
                .ifPresent(found -> found.fault(key, "is missing; write where the log goes"));
        return settings.flatMap(found -> found.text(key));
    }
}
