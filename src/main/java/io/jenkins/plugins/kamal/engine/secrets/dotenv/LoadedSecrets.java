package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The content of the secrets files.
 *
 * @param values the secrets in the order of their files and lines
 * @param origins the origin of each secret
 * @param names the possible files
 * @param present the files that exist
 * @param ignored a file that exists and is not read, because the command has a destination; null if there is none
 */
record LoadedSecrets(
        Map<String, Secret> values,
        Map<String, SecretOrigin> origins,
        List<String> names,
        List<String> present,
        @CheckForNull String ignored) {

    LoadedSecrets {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        origins = Map.copyOf(origins);
        names = List.copyOf(names);
        present = List.copyOf(present);
    }

    /** The exception for a secret whose command failed. */
    static SecretsException failed(String name, SecretOrigin origin) {
        return new SecretsException(origin.file(), origin.line(), name + ": " + origin.failure());
    }

    /** The exception for a missing secret: it names the files that were read, and says what to do. */
    SecretsException missing(String name) {
        String line = "`" + name + "=...`";
        if (names.isEmpty()) {
            return new SecretsException("Secret '" + name + "' not found: hand it over with the others");
        }
        if (present.isEmpty()) {
            return new SecretsException("Secret '" + name + "' not found: there is no secrets file. Looked for "
                    + String.join(" and ", names) + "; create one of them with a line " + line + aboutIgnored());
        }
        return new SecretsException("Secret '" + name + "' not found in " + String.join(", ", present) + ": add a line "
                + line + " to " + present.get(present.size() - 1) + aboutIgnored());
    }

    /** Says where missing secrets can be added. */
    String places() {
        return names.isEmpty()
                ? "hand them to the step"
                : "add them to "
                        + names.stream()
                                .map(name -> present.contains(name) ? name : name + " (does not exist)")
                                .collect(Collectors.joining(" or "))
                        + ", or hand them to the step" + aboutIgnored();
    }

    private String aboutIgnored() {
        return ignored == null ? "" : ". With a destination, " + ignored + " is not read";
    }
}
