package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Docker logging of a container.
 *
 * @param driverOrNull {@code --log-driver}, if the file sets it
 * @param options the values of {@code --log-opt}; without a driver and options, {@code --log-opt} is
 *     {@code max-size=10m}
 */
public record Logging(@CheckForNull String driverOrNull, Map<String, String> options) {

    /** {@code --log-driver}, if the file sets it. */
    public Optional<String> driver() {
        return Optional.ofNullable(driverOrNull);
    }

    /** Docker's own drivers that write no files and reject the options for files. */
    private static final Set<String> WITHOUT_FILES =
            Set.of("awslogs", "etwlogs", "fluentd", "gcplogs", "gelf", "journald", "none", "splunk", "syslog");

    private static final Set<String> OPTIONS_OF_FILES = Set.of("max-size", "max-file", "compress");

    public Logging {
        options = Ordered.copy(options);
    }

    /**
     * The options that suit the driver. If the driver writes no files, the options for files are left out, because the
     * container would not start with them.
     */
    public Map<String, String> optionsOfDriver() {
        if (driver().filter(Logging::writesNoFiles).isEmpty()) {
            return options;
        }
        Map<String, String> known = new LinkedHashMap<>(options);
        known.keySet().removeAll(OPTIONS_OF_FILES);
        return known;
    }

    /** Whether a log driver writes no files and therefore rejects {@code max-size}. */
    public static boolean writesNoFiles(String driver) {
        return WITHOUT_FILES.contains(driver);
    }
}
