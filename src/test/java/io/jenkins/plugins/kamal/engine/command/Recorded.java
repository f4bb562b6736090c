package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Command lines of a real Kamal, as its servers saw them. */
final class Recorded {

    private Recorded() {}

    /** The lines of a resource beside this class, without comments. */
    static List<String> lines(String resource) {
        try (InputStream in = Recorded.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a recorded line; the recording wrote a backslash and a line end with a backslash before. */
    static List<String> words(String recordedLine) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < recordedLine.length(); i++) {
            char c = recordedLine.charAt(i);
            if (c == '\\') {
                i++;
                line.append(recordedLine.charAt(i) == 'n' ? '\n' : recordedLine.charAt(i));
            } else {
                line.append(c);
            }
        }
        String text = line.toString();
        String prefix = "/usr/bin/env ";
        return ShellWords.of(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    /** The words of one of our commands. */
    static List<String> words(Command command) {
        return ShellWords.of(command.shellText());
    }
}
