package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the text of a file in the syntax of Ruby's dotenv 3.2, as Kamal 2.12 does ({@code lib/kamal/secrets.rb}): the
 * file overrides the environment, and its lines can refer to the environment and to earlier lines.
 */
public final class DotenvFile {

    private static final int MOST_CHARACTERS = 4 << 20;
    private static final String LINE_BREAK_MODE = "DOTENV_LINEBREAK_MODE";

    private final String name;
    private final Map<String, String> environment;
    private final CommandSubstitution substitution;
    private final boolean overwrite;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int characters;

    private DotenvFile(
            String name, Map<String, String> environment, CommandSubstitution substitution, boolean overwrite) {
        this.name = name;
        this.environment = environment;
        this.substitution = substitution;
        this.overwrite = overwrite;
    }

    /**
     * Reads a text.
     *
     * @param name the file as the user knows it, for messages
     * @param environment the values of variables, and the environment of commands
     * @return the variables in the order of their first lines
     * @throws SecretsException if a line is wrong or a command cannot be run
     * @throws InterruptedException if the thread was interrupted while a command ran
     */
    public static Map<String, Entry> parse(
            String name, String text, Map<String, String> environment, CommandSubstitution substitution)
            throws InterruptedException {
        return new DotenvFile(name, environment, substitution, true).read(text);
    }

    /**
     * Reads a text as {@code Dotenv.load} does: a variable that is already in the environment keeps its value, and its
     * line in the file is ignored.
     *
     * @throws SecretsException if a line is wrong or a command cannot be run
     * @throws InterruptedException if the thread was interrupted while a command ran
     */
    public static Map<String, Entry> parseBehind(
            String name, String text, Map<String, String> environment, CommandSubstitution substitution)
            throws InterruptedException {
        return new DotenvFile(name, environment, substitution, false).read(text);
    }

    private Map<String, Entry> read(String text) throws InterruptedException {
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String lines = unmarked.replace("\r\n", "\n").replace('\r', '\n');
        for (Assignment assignment : assignments(lines)) {
            take(assignment);
        }
        return entries;
    }

    private List<Assignment> assignments(String lines) {
        try {
            return AssignmentScanner.scan(lines);
        } catch (SecretsException e) {
            throw new SecretsException(name, 0, e.getMessage());
        }
    }

    private boolean standsAlready(String key) {
        return !overwrite && !key.equals(LINE_BREAK_MODE) && environment.containsKey(key);
    }

    private void take(Assignment assignment) throws InterruptedException {
        String key = assignment.key();
        if (standsAlready(key)) {
            entries.put(key, Entry.of(environment.get(key), assignment.line()));
            return;
        }
        if (assignment.exported() && assignment.value().isEmpty()) {
            requireSet(assignment);
            return;
        }
        try {
            Entry entry = entry(assignment);
            characters += entry.value().length();
            if (characters > MOST_CHARACTERS) {
                throw new SecretsException("the values of this file have more than " + MOST_CHARACTERS
                        + " characters in all: check the values of its variables");
            }
            entries.put(assignment.key(), entry);
        } catch (SecretsException e) {
            throw new SecretsException(name, assignment.line(), assignment.key() + ": " + e.getMessage());
        }
    }

    private void requireSet(Assignment assignment) {
        if (!entries.containsKey(assignment.key())) {
            throw new SecretsException(
                    name,
                    assignment.line(),
                    "`export " + assignment.key() + "` has no value, and no earlier line of this file sets "
                            + assignment.key() + ": write `" + assignment.key() + "=...`");
        }
    }

    private Entry entry(Assignment assignment) throws InterruptedException {
        ValueText value = ValueText.of(Objects.requireNonNullElse(assignment.valueOrNull(), ""), legacyLineBreaks());
        if (value.literal()) {
            return Entry.of(value.text(), assignment.line());
        }
        SecretInterpolation interpolation =
                new SecretInterpolation(this::variable, this::failureOf, substitution, environment);
        String text = interpolation.interpolate(value.text());
        return new Entry(text, assignment.line(), interpolation.notes(), interpolation.failure());
    }

    private boolean legacyLineBreaks() {
        return variable(LINE_BREAK_MODE).filter("legacy"::equals).isPresent();
    }

    private Optional<String> variable(String variable) {
        Entry entry = entries.get(variable);
        return Optional.ofNullable(entry == null ? environment.get(variable) : entry.value());
    }

    @CheckForNull
    private String failureOf(String variable) {
        Entry entry = entries.get(variable);
        return entry == null || entry.failure() == null ? null : "$" + variable + ": " + entry.failure();
    }

    /**
     * One variable of a file.
     *
     * @param value its value
     * @param line the line that sets it, counted from 1
     * @param notes problems that are not errors, such as a variable that is not set
     * @param failure the command of the value that failed; null if none failed
     */
    public record Entry(
            String value,
            int line,
            List<String> notes,
            @CheckForNull String failure) {

        static Entry of(String value, int line) {
            return new Entry(value, line, List.of(), null);
        }

        /** Copies the notes. */
        public Entry {
            notes = List.copyOf(notes);
        }

        @Override
        public String toString() {
            return "line " + line;
        }
    }
}
