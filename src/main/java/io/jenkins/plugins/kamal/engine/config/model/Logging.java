package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Docker logging of a container.
 *
 * @param driverOrNull {@code --log-driver}, if the file sets it
 * @param options {@code --log-opt}; with neither driver nor options it is {@code max-size=10m}
 */
public record Logging(@CheckForNull String driverOrNull, Map<String, String> options) {

    /** {@code --log-driver}, if the file sets it. */
    public Optional<String> driver() {
        return Optional.ofNullable(driverOrNull);
    }

    /** Docker's own drivers that write no files, and refuse options of files. */
    private static final Set<String> WITHOUT_FILES =
            Set.of("awslogs", "etwlogs", "fluentd", "gcplogs", "gelf", "journald", "none", "splunk", "syslog");

    private static final Set<String> OPTIONS_OF_FILES = Set.of("max-size", "max-file", "compress");

    public Logging {
        options = Ordered.copy(options);
    }

    /** The options without those of log files, where the driver writes none and a container would not start with them. */
    public Map<String, String> optionsOfDriver() {
        if (driver().filter(Logging::writesNoFiles).isEmpty()) {
            return options;
        }
        Map<String, String> known = new LinkedHashMap<>(options);
        known.keySet().removeAll(OPTIONS_OF_FILES);
        return known;
    }

    /** Whether a log driver writes no files, so that it refuses {@code max-size}. */
    public static boolean writesNoFiles(String driver) {
        return WITHOUT_FILES.contains(driver);
    }
}
