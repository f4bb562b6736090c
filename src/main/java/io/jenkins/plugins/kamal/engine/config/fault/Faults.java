package io.jenkins.plugins.kamal.engine.config.fault;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects faults, so that a person sees all of them at once. */
public final class Faults {

    private static final int MOST = 1000;
    private static final Pattern BREAK = Pattern.compile("\\R+");

    private final Set<ConfigurationException.Fault> found = new LinkedHashSet<>();

    public void add(SourceLocation origin, String key, String message) {
        if (found.size() >= MOST) {
            // More faults help nobody, and each new fault is compared with all earlier ones.
            throwIfAny();
        }
        found.add(new ConfigurationException.Fault(origin.file(), origin.line(), key, oneLine(message)));
    }

    /** A message may quote a value of the file. */
    private static String oneLine(String message) {
        return BREAK.matcher(message).replaceAll(" ");
    }

    public void addAll(ConfigurationException exception) {
        found.addAll(exception.faults());
    }

    /** Whether a key or something under it was already found wrong. */
    public boolean concern(String key) {
        return found.stream()
                .anyMatch(fault -> fault.key().equals(key) || fault.key().startsWith(key + "/"));
    }

    /** Ends the reading if anything was wrong. */
    public void throwIfAny() {
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
