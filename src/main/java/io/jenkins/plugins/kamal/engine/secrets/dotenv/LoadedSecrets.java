package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of the secrets files.
 *
 * @param values the secrets in the order of their files and lines
 * @param origins the origin of each secret
 * @param names the possible files
 * @param present the files that exist
 */
record LoadedSecrets(
        Map<String, Secret> values, Map<String, SecretOrigin> origins, List<String> names, List<String> present) {

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
                    + String.join(" and ", names) + "; create one of them with a line " + line);
        }
        return new SecretsException("Secret '" + name + "' not found in " + String.join(", ", present) + ": add a line "
                + line + " to " + present.get(present.size() - 1));
    }
}
