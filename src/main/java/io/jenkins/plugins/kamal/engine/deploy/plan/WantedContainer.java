package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.DockerOptions;
import io.jenkins.plugins.kamal.engine.ruby.Shellwords;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container that a deploy would start, read from the {@code docker run} that the deploy would send.
 *
 * @param image its image with the tag
 * @param options the values of each option by name; switches have the value {@code true}
 */
record WantedContainer(String image, Map<String, List<String>> options) {

    /** Matches a text that the server's shell may expand, so that its final value is unknown here. */
    private static final Pattern EXPANDED = Pattern.compile("[$`;&|<>()*?~{}\\[\\]#\n]");

    private static final Set<String> WITH_VALUE = Set.of(
            "name",
            "network",
            "hostname",
            "restart",
            "env",
            "env-file",
            "label",
            "volume",
            "log-driver",
            "log-opt",
            "publish");

    /**
     * Reads a {@code docker run}; empty if the command line cannot be split into words.
     *
     * @param own the options of the configuration, which show whether an option takes a value or is a switch
     * @param directory the value of {@code $PWD} on the server
     */
    static Optional<WantedContainer> read(Command run, DockerOptions own, String directory) {
        return Shellwords.split(run.shellText()).map(words -> read(words, own, directory));
    }

    private static WantedContainer read(List<String> words, DockerOptions own, String directory) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        int at = 2;
        while (at < words.size() && words.get(at).startsWith("--")) {
            String name = words.get(at++).substring(2);
            boolean withValue =
                    WITH_VALUE.contains(name) || own.values().stream().anyMatch(one -> takesValue(one, name));
            String value = withValue && at < words.size() ? words.get(at++) : "true";
            options.computeIfAbsent(name, first -> new ArrayList<>())
                    .add(name.equals("volume") ? inDirectory(value, directory) : value);
        }
        return new WantedContainer(at < words.size() ? words.get(at) : "", options);
    }

    private static boolean takesValue(DockerOption option, String name) {
        return option.name().equals(name) && option.value().isPresent();
    }

    private static String inDirectory(String volume, String directory) {
        return volume.replaceFirst(
                "^(\\$PWD|\\$HOME|\\$\\{PWD\\}|\\$\\{HOME\\}|~)(?=/)", Matcher.quoteReplacement(directory));
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** Returns the {@code name=value} pairs of an option, in order; a name without a value is left out. */
    Map<String, String> keyValues(String option) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : all(option)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return values;
    }

    /** Whether the server's shell may expand a text. */
    static boolean isExpanded(String text) {
        return EXPANDED.matcher(text).find();
    }
}
