package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Environment of a container.
 *
 * @param clear variables and their values; a blank value means that the name alone is passed on, as Kamal does it
 * @param secret variables whose values are looked up in the secrets
 */
public record Env(Map<String, String> clear, List<SecretVariable> secret) {

    /** No variables. */
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
     * A variable with a secret value; {@code DB_PASSWORD:MAIN_DB_PASSWORD} in the file names two, {@code DB_PASSWORD}
     * one.
     *
     * @param variable the name in the container
     * @param secretName the name among the secrets
     */
    public record SecretVariable(String variable, String secretName) {}
}
