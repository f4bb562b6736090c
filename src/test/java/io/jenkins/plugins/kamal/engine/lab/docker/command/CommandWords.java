package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options and the other words of one call, read as Docker's command line reads them.
 *
 * @param command the command, for messages
 * @param values what was given for each option, by its long name; a switch has {@code true}
 * @param rest the words that are no options
 */
public record CommandWords(String command, Map<String, List<String>> values, List<String> rest) {

    /**
     * Which options a command takes.
     *
     * @param command the command, for messages
     * @param longNames each option's names to its long name
     * @param withValue the long names of those that take a value
     * @param mixed whether options may follow other words
     */
    public record Syntax(String command, Map<String, String> longNames, List<String> withValue, boolean mixed) {

        /** Reads {@code "--all,-a --filter,-f="}: names with commas between, and {@code =} where there is a value. */
        public static Syntax of(String command, boolean mixed, String options) {
            Map<String, String> longNames = new HashMap<>();
            List<String> withValue = new ArrayList<>();
            for (String option :
                    options.isBlank() ? new String[0] : options.strip().split("\\s+")) {
                String[] names = option.replace("=", "").split(",");
                for (String name : names) {
                    longNames.put(name, names[0]);
                }
                if (option.endsWith("=")) {
                    withValue.add(names[0]);
                }
            }
            return new Syntax(command, Map.copyOf(longNames), List.copyOf(withValue), mixed);
        }

        public CommandWords read(List<String> argv) {
            return new Reader(this, argv).read();
        }
    }

    public boolean has(String name) {
        return values.containsKey(name) && !values.get(name).equals(List.of("false"));
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Optional<String> last(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(given.size() - 1));
    }

    public List<String> atLeast(int least) {
        if (rest.size() < least) {
            throw DockerFailure.tooFewArguments(command, least);
        }
        return rest;
    }

    private static final class Reader {
        private final Syntax syntax;
        private final List<String> argv;
        private final Map<String, List<String>> values = new HashMap<>();
        private final List<String> rest = new ArrayList<>();
        private int at;

        Reader(Syntax syntax, List<String> argv) {
            this.syntax = syntax;
            this.argv = argv;
        }

        CommandWords read() {
            while (at < argv.size()) {
                String word = argv.get(at++);
                if (word.equals("--")) {
                    takeRest();
                } else if (word.startsWith("--")) {
                    longOption(word);
                } else if (word.startsWith("-") && word.length() > 1) {
                    shortOptions(word);
                } else {
                    rest.add(word);
                    if (!syntax.mixed()) {
                        takeRest();
                    }
                }
            }
            return new CommandWords(syntax.command(), values, List.copyOf(rest));
        }

        private void takeRest() {
            rest.addAll(argv.subList(at, argv.size()));
            at = argv.size();
        }

        private void longOption(String word) {
            int equals = word.indexOf('=');
            String name = known(equals < 0 ? word : word.substring(0, equals));
            if (equals >= 0) {
                add(name, word.substring(equals + 1));
            } else {
                add(name, syntax.withValue().contains(name) ? next(name) : "true");
            }
        }

        private void shortOptions(String word) {
            for (int i = 1; i < word.length(); i++) {
                String name = known("-" + word.charAt(i));
                if (syntax.withValue().contains(name)) {
                    String attached = word.substring(i + 1);
                    add(name, attached.isEmpty() ? next(name) : attached.replaceFirst("^=", ""));
                    return;
                }
                add(name, "true");
            }
        }

        private String known(String name) {
            String longName = syntax.longNames().get(name);
            if (longName == null) {
                throw DockerFailure.unknown("the option " + name + " of 'docker " + syntax.command() + "'");
            }
            return longName;
        }

        private String next(String name) {
            if (at >= argv.size()) {
                throw DockerFailure.of(DockerReply.failure(125, "flag needs an argument: " + name));
            }
            return argv.get(at++);
        }

        private void add(String name, String value) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
    }
}
