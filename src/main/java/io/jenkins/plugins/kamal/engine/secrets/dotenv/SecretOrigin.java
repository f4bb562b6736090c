package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * The origin of a secret.
 *
 * @param file the file as the user knows it
 * @param line the line, counted from 1
 * @param notes why the value may be empty, such as a variable that is not set
 * @param failure the command that failed and made the value unusable; null if none failed
 */
public record SecretOrigin(
        String file,
        int line,
        List<String> notes,
        @CheckForNull String failure) {

    /** Copies the notes. */
    public SecretOrigin {
        notes = List.copyOf(notes);
    }

    /** {@code .kamal/secrets:3 ($X is not set)}. */
    @Override
    public String toString() {
        List<String> reasons = new ArrayList<>(notes);
        if (failure != null) {
            reasons.add(failure);
        }
        return file + ":" + line + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
    }
}
