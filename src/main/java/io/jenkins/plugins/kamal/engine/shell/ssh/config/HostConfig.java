package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lines of the configuration files that apply to one host; the first line of a keyword counts. */
public final class HostConfig {

    /** Every line of these counts. */
    private static final Set<String> ADDED_UP = Set.of("identityfile", "certificatefile");

    private final Map<String, List<ConfigLine>> lines = new TreeMap<>();

    /** Takes one more line, unless the keyword has a value already. */
    void add(ConfigLine line) {
        List<ConfigLine> same = lines.computeIfAbsent(line.key(), key -> new ArrayList<>());
        if (same.isEmpty() || ADDED_UP.contains(line.key())) {
            same.add(line);
        }
    }

    /** The line of a keyword. */
    public Optional<ConfigLine> line(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The value of a keyword that takes one word; nothing for {@code none}. */
    public Optional<String> word(String keyword) {
        return line(keyword).map(ConfigLine::word).filter(word -> !word.equalsIgnoreCase("none"));
    }

    /** Every line of a keyword. */
    public List<ConfigLine> all(String keyword) {
        return lines.getOrDefault(keyword, List.of());
    }
}
