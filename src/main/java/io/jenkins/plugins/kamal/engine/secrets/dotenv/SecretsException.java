package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.Optional;

/** A secrets file that cannot be read, or a missing secret. The message never contains the value of a secret. */
public final class SecretsException extends EngineException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    /** A fault that does not belong to a line of a file. */
    public SecretsException(String message) {
        this("", 0, message);
    }

    /** A fault in a line (counted from 1, 0 for the file as a whole) of a file as the user knows it. */
    public SecretsException(String file, int line, String message) {
        super(Topic.SECRETS, (file.isEmpty() ? "" : file + (line > 0 ? ":" + line : "") + ": ") + message);
        this.file = file;
        this.line = line;
    }

    /** The file as the user knows it, {@code .kamal/secrets}; empty if the fault does not belong to a file. */
    public Optional<String> file() {
        return file.isEmpty() ? Optional.empty() : Optional.of(file);
    }

    /** The line, counted from 1, if it is known. */
    public Optional<Integer> line() {
        return line > 0 ? Optional.of(line) : Optional.empty();
    }
}
