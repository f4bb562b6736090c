package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lines of the configuration files that apply to one host. For most keywords, only the first line counts. */
public final class HostConfig {

    /** The keywords of which every line counts. */
    private static final Set<String> ADDED_UP = Set.of("identityfile", "certificatefile");

    private final Map<String, List<ConfigLine>> lines = new TreeMap<>();

    /** Adds a line, unless its keyword has a value already and takes only one. */
    void add(ConfigLine line) {
        List<ConfigLine> same = lines.computeIfAbsent(line.key(), key -> new ArrayList<>());
        if (same.isEmpty() || ADDED_UP.contains(line.key())) {
            same.add(line);
        }
    }

    /** The first line of a keyword. */
    public Optional<ConfigLine> line(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The value of a keyword that takes one word; empty for {@code none}. */
    public Optional<String> word(String keyword) {
        return line(keyword).map(ConfigLine::word).filter(word -> !word.equalsIgnoreCase("none"));
    }

    /** Every line of a keyword. */
    public List<ConfigLine> all(String keyword) {
        return lines.getOrDefault(keyword, List.of());
    }
}
