package io.jenkins.plugins.kamal.task;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The last line of the log of an engine, as it was shown, so without secrets. A line that begins with {@code ERROR:} takes
 * precedence over later lines, because these only explain it.
 */
final class LastLogLine implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String ERROR = "ERROR: ";
    private static final int LONGEST = 500;

    private String line = "";

    /** Reads a part of the log that ends with a line break. */
    void take(byte[] bytes, int offset, int length) {
        new String(bytes, offset, length, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .filter(text -> text.startsWith(ERROR) || !line.startsWith(ERROR))
                .forEach(text -> line = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }

    /** The text of an error line, without {@code ERROR:}. */
    Optional<String> complaint() {
        return line.startsWith(ERROR) ? Optional.of(line.substring(ERROR.length())) : Optional.empty();
    }

    /** The line, if there is one. */
    Optional<String> text() {
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }
}
