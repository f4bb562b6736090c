package io.jenkins.plugins.kamal.engine.command;

import java.util.List;

/**
 * Further options of the {@code grep} that filters a log. Kamal puts the text into the server's command line as it is, so
 * that {@code ; docker stop web} would run there. Here each word is an argument of {@code grep} and nothing else.
 *
 * @param words the options, without quotes
 */
public record GrepOptions(List<String> words) {

    /** Copies the list. */
    public GrepOptions {
        words = List.copyOf(words);
    }
}
