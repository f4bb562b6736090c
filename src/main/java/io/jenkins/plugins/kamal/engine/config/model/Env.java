package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a container.
 *
 * @param clear variables and their values; for a blank value, only the name is passed on, as in Kamal
 * @param secret variables whose values are looked up in the secrets
 */
public record Env(Map<String, String> clear, List<SecretVariable> secret) {

    /** An environment without variables. */
    public static final Env NONE = new Env(Map.of(), List.of());

    public Env {
        clear = Ordered.copy(clear);
        secret = List.copyOf(secret);
    }

    /** Merges the variables of a more specific environment into this one; the more specific value wins. */
    public Env merge(Env special) {
        Map<String, String> merged = new LinkedHashMap<>(clear);
        merged.putAll(special.clear);
        Set<SecretVariable> secrets = new LinkedHashSet<>(secret);
        secrets.addAll(special.secret);
        return new Env(merged, List.copyOf(secrets));
    }

    /**
     * A variable with a secret value. {@code DB_PASSWORD:MAIN_DB_PASSWORD} in the file names the variable and the
     * secret; {@code DB_PASSWORD} is the name of both.
     *
     * @param variable the name in the container
     * @param secretName the name of the secret
     */
    public record SecretVariable(String variable, String secretName) {}
}
