package io.jenkins.plugins.kamal.engine.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong, so that a person sees all of it at once. */
final class Faults {

    private static final int MOST = 1000;

    private final Set<ConfigurationException.Fault> found = new LinkedHashSet<>();

    void add(Origin origin, String key, String message) {
        if (found.size() >= MOST) {
            // Whatever this file is, nobody reads more about it; and each looks at those before it.
            throwIfAny();
        }
        found.add(new ConfigurationException.Fault(origin.file(), Optional.of(origin.line()), key, message));
    }

    void addAll(ConfigurationException exception) {
        found.addAll(exception.faults());
    }

    /** Whether a key or something under it was already found wrong. */
    boolean concern(String key) {
        return found.stream()
                .anyMatch(fault -> fault.key().equals(key) || fault.key().startsWith(key + "/"));
    }

    /** Ends the reading if anything was wrong. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(sorted());
        }
    }

    private List<ConfigurationException.Fault> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(ConfigurationException.Fault::file)
                        .thenComparing(fault -> fault.line().orElse(0)))
                .toList();
    }
}
