package io.jenkins.plugins.kamal.engine.config.fault;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects faults, so that the user sees all of them at once. */
public final class Faults {

    private static final int MOST = 1000;
    private static final Pattern BREAK = Pattern.compile("\\R+");

    private final Set<ConfigurationException.Fault> found = new LinkedHashSet<>();

    public void add(SourceLocation origin, String key, String message) {
        if (found.size() >= MOST) {
            // More faults help nobody, and every check for an earlier fault reads all of them.
            throwIfAny();
        }
        found.add(new ConfigurationException.Fault(origin.file(), origin.line(), key, oneLine(message)));
    }

    /** Puts a message on one line; it may quote a multi-line value of the file. */
    private static String oneLine(String message) {
        return BREAK.matcher(message).replaceAll(" ");
    }

    public void addAll(ConfigurationException exception) {
        found.addAll(exception.faults());
    }

    /** Whether the key or a key below it already has a fault. */
    public boolean concern(String key) {
        return found.stream()
                .anyMatch(fault -> fault.key().equals(key) || fault.key().startsWith(key + "/"));
    }

    /** Throws a {@link ConfigurationException} if any fault was found. */
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
