package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an OpenSSH configuration file.
 *
 * @param file the file
 * @param number the line number in the file, starting at 1
 * @param keyword the keyword as it is written
 * @param text everything after the keyword
 */
public record ConfigLine(Path file, int number, String keyword, String text) {

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");

    /**
     * Parses a line. Returns empty for a blank line or a comment.
     *
     * @throws EngineException if any other line is not a keyword with a value
     */
    static Optional<ConfigLine> parse(Path file, int number, String line) {
        if (line.isBlank() || line.strip().startsWith("#")) {
            return Optional.empty();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            throw new EngineException(
                    Topic.SSH,
                    "%s:%d: `%s` is not a keyword with a value. Correct the line of the SSH"
                                    .formatted(file, number, line.strip())
                            + " configuration (ssh/config)");
        }
        return Optional.of(new ConfigLine(file, number, matcher.group(1), matcher.group(2)));
    }

    /** The keyword in lower case. */
    String key() {
        return keyword.toLowerCase(Locale.ROOT);
    }

    /** The words of the value, without quotes and without a trailing comment. */
    public List<String> words() {
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw invalid("has a quote that is not closed");
        }
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (word.group(1) == null && word.group(2).startsWith("#")) {
                break;
            }
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        if (words.isEmpty()) {
            throw invalid("has no value");
        }
        return words;
    }

    /** The value, which must be a single word. */
    public String word() {
        List<String> words = words();
        if (words.size() > 1) {
            throw invalid("takes one value");
        }
        return words.get(0);
    }

    /** The value as a port number from 1 to 65535. */
    public int port() {
        String word = word();
        if (!word.matches("\\d{1,5}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > 65535) {
            throw invalid("is not a port; write a number from 1 to 65535");
        }
        return Integer.parseInt(word);
    }

    /** The value as a yes-or-no setting. */
    public boolean isYes() {
        return switch (word().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw invalid("must be yes or no");
        };
    }

    /** The file and the line number, for messages. */
    public String where() {
        return file + ":" + number;
    }

    /** The error for a value that cannot be used. */
    public EngineException invalid(String why) {
        return new EngineException(
                Topic.SSH,
                "%s: %s: `%s` %s. Correct the line of the SSH configuration (ssh/config)"
                        .formatted(where(), keyword, text, why));
    }
}
