package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.EnvFile;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The variables of a container that a deploy would start, which are compared by their digests. */
final class WantedVariables {

    /** The variables that differ in every version. */
    private static final Set<String> OF_VERSION = Set.of("KAMAL_VERSION", "KAMAL_CONTAINER_NAME");

    private final VariableDigest digest;
    private final Map<String, Secret> values = new LinkedHashMap<>();
    private final Set<String> expanded = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private WantedVariables(VariableDigest digest) {
        this.digest = digest;
    }

    /**
     * Collects the clear variables of a {@code docker run} and the secret variables, whose values may be unknown here.
     */
    static WantedVariables of(WantedContainer wanted, Env env, Secrets secrets, VariableDigest digest) {
        WantedVariables variables = new WantedVariables(digest);
        env.secret().forEach(secret -> {
            if (secrets.find(secret.secretName()).isEmpty()) {
                variables.unknown.add(secret.variable());
            }
        });
        Env known = new Env(
                Map.of(),
                env.secret().stream()
                        .filter(secret -> !variables.unknown.contains(secret.variable()))
                        .toList());
        EnvFile.content(known, secrets::require).reveal().lines().forEach(variables::add);
        for (String variable : wanted.all("env")) {
            if (variable.indexOf('=') < 0) {
                variables.unknown.add(variable);
            } else {
                variables.add(variable);
                variables.noteExpansion(variable);
            }
        }
        return variables;
    }

    /**
     * Notes whether the server's shell expands the value. It does so with {@code --env}, but not with the file of the
     * secrets.
     */
    private void noteExpansion(String variable) {
        int equals = variable.indexOf('=');
        if (variable.indexOf("${", equals) > 0) {
            expanded.add(variable.substring(0, equals));
        }
    }

    private void add(String variable) {
        int equals = variable.indexOf('=');
        if (equals > 0) {
            values.put(variable.substring(0, equals), Secret.of(variable.substring(equals + 1)));
        }
    }

    List<Difference> differencesTo(DescribedContainer current) {
        List<Difference> differences = new ArrayList<>();
        values.forEach((name, value) -> {
            String before = current.variables().get(name);
            if (OF_VERSION.contains(name)) {
                return;
            }
            if (before == null) {
                differences.add(Difference.added(ChangeKind.ENVIRONMENT, name));
            } else if (expanded.contains(name)) {
                differences.add(Difference.unknown("variable " + name, Difference.EXPANDED));
            } else if (!digest.matches(before, name, value.reveal())) {
                differences.add(Difference.changed(ChangeKind.ENVIRONMENT, name));
            }
        });
        unknown.stream()
                .filter(name -> !values.containsKey(name))
                .forEach(
                        name -> differences.add(Difference.unknown("variable " + name, "its value is not known here")));
        current.variables().keySet().stream()
                .filter(name -> !values.containsKey(name) && !unknown.contains(name))
                .filter(name -> !isOfImage(current, name))
                .forEach(name -> differences.add(Difference.removed(ChangeKind.ENVIRONMENT, name)));
        return differences;
    }

    private boolean isOfImage(DescribedContainer current, String name) {
        String before = Objects.requireNonNullElse(current.variables().get(name), "");
        return current.image().isMissingNode()
                || DescribedContainer.list(current.image().path("environment")).stream()
                        .filter(variable -> variable.startsWith(name + "="))
                        .anyMatch(variable -> digest.matches(before, name, variable.substring(name.length() + 1)));
    }
}
