package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import java.util.List;

/**
 * Where a secret comes from.
 *
 * @param file the file as the user knows it
 * @param line the line, counted from 1
 * @param notes what may be the reason if it is empty: a variable that is not set, a command that failed
 */
public record SecretOrigin(String file, int line, List<String> notes) {

    /** Copies the notes. */
    public SecretOrigin {
        notes = List.copyOf(notes);
    }

    /** {@code .kamal/secrets:3 ($X is not set)}. */
    @Override
    public String toString() {
        return file + ":" + line + (notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")");
    }
}
