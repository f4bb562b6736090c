package io.jenkins.plugins.kamal.engine.config.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reports an unusable configuration, with every fault that was found, not only the first. */
public final class ConfigurationException extends EngineException {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    /** Creates the exception for one or more faults. */
    public ConfigurationException(List<Fault> faults) {
        super(Topic.CONFIGURATION, faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order of the file. */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * One fault of a configuration.
     *
     * @param file the file as the user knows it, such as {@code config/deploy.yml}
     * @param lineOrNull the line in the file, counted from 1, or null if it is unknown
     * @param key the key, such as {@code servers/web/proxy}; empty for the file as a whole
     * @param message what is wrong and what to do next
     */
    public record Fault(String file, @CheckForNull Integer lineOrNull, String key, String message) {

        /** The line in the file, counted from 1, if it is known. */
        public Optional<Integer> line() {
            return Optional.ofNullable(lineOrNull);
        }

        @Override
        public String toString() {
            return file + (lineOrNull == null ? "" : ":" + lineOrNull) + ": " + (key.isEmpty() ? "" : key + ": ")
                    + message;
        }
    }
}
