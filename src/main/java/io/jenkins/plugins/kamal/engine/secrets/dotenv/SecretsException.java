package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.Optional;

/** A secrets file that cannot be read, or a missing secret. The message never contains the value of a secret. */
public final class SecretsException extends EngineException {

    private static final long serialVersionUID = 1;

    @CheckForNull
    private final String file;

    private final int line;

    /** A fault that does not belong to a line of a file. */
    public SecretsException(String message) {
        this(null, 0, message);
    }

    /** A fault in a line (counted from 1, 0 for the file as a whole) of a file as the user knows it. */
    public SecretsException(@CheckForNull String file, int line, String message) {
        super(Topic.SECRETS, (file == null ? "" : file + (line > 0 ? ":" + line : "") + ": ") + message);
        this.file = file;
        this.line = line;
    }

    /** The file as the user knows it, {@code .kamal/secrets}; empty if the fault does not belong to a file. */
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    /** The line, counted from 1, if it is known. */
    public Optional<Integer> line() {
        return line > 0 ? Optional.of(line) : Optional.empty();
    }
}
