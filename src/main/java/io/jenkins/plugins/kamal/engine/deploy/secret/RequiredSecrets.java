package io.jenkins.plugins.kamal.engine.deploy.secret;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretOrigin;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up every secret that a command will need before anything is built; Kamal notices a missing secret only on the
 * servers. All missing or empty secrets are named at once, each with the configuration keys that need it.
 */
public final class RequiredSecrets {

    private static final String REGISTRY = "registry";

    private final Map<String, Set<String>> keysByName = new LinkedHashMap<>();

    /** The passwords that the plugin handed over, by the configuration key whose value each password replaces. */
    private final Map<String, Secret> handedOver = new LinkedHashMap<>();

    private final VisibleNames visible;

    /**
     * The secrets that hold the user name of a registry. Registries show user names, so these may be part of a visible
     * name.
     */
    private final Set<String> shown = new HashSet<>();

    private RequiredSecrets(Configuration configuration) {
        visible = new VisibleNames(configuration);
    }

    /** The secrets of the registry. */
    public static RequiredSecrets ofRegistry(Configuration configuration) {
        RequiredSecrets required = new RequiredSecrets(configuration);
        required.registry(REGISTRY, configuration.registry());
        return required;
    }

    /** The secrets of the registry of an accessory's image. */
    public static RequiredSecrets ofRegistry(Configuration configuration, Accessory accessory) {
        RequiredSecrets required = new RequiredSecrets(configuration);
        required.registryOf(accessory, configuration);
        return required;
    }

    /**
     * The secrets of the app's containers, for commands that boot an image which is already on the servers and that log
     * in nowhere.
     */
    public static RequiredSecrets ofContainers(Configuration configuration) {
        RequiredSecrets required = new RequiredSecrets(configuration);
        configuration.roles().forEach(required::role);
        return required;
    }

    /** The secrets among the variables of the app's containers, for commands that write no certificate. */
    public static RequiredSecrets ofEnvironment(Configuration configuration) {
        RequiredSecrets required = new RequiredSecrets(configuration);
        configuration.roles().forEach(required::env);
        return required;
    }

    /** The secrets of accessories and of the registries of their images. */
    public static RequiredSecrets ofAccessories(Configuration configuration, List<Accessory> accessories) {
        RequiredSecrets required = new RequiredSecrets(configuration);
        accessories.forEach(accessory -> {
            required.registryOf(accessory, configuration);
            required.with(accessory);
        });
        return required;
    }

    /** The secrets of the build and of the push. */
    public static RequiredSecrets ofBuild(Configuration configuration) {
        RequiredSecrets required = ofRegistry(configuration);
        configuration.builder().secrets().forEach(name -> required.need(name, "builder/secrets"));
        return required;
    }

    /** The secrets of the containers and of the registry, and of the build if there is one. */
    public static RequiredSecrets ofDeploy(Configuration configuration, boolean builds) {
        RequiredSecrets required = ofDeployKeepingSecrets(configuration, builds);
        configuration.roles().forEach(required::role);
        return required;
    }

    /** The secrets of the registry, and of the build if there is one, if the secrets of the containers are on the servers. */
    public static RequiredSecrets ofDeployKeepingSecrets(Configuration configuration, boolean builds) {
        return builds ? ofBuild(configuration) : ofRegistry(configuration);
    }

    /** Adds the secrets of an accessory, for commands that boot it. */
    public RequiredSecrets with(Accessory accessory) {
        String key = "accessories/" + accessory.name();
        ownRegistry(accessory);
        env(key + "/env/secret", accessory.container().env());
        accessory.proxy().ifPresent(proxy -> certificate(key + "/proxy/ssl", proxy));
        return this;
    }

    /** Adds the names of a version and its known digests. No secret may be part of these names. */
    public RequiredSecrets about(Session session, Version version) {
        visible.addVersion(session, version);
        return this;
    }

    /** Returns a warning about secrets that are too short to be removed from the log, if there are any. */
    public Optional<String> warning(Secrets secrets) {
        List<String> tooShort = keysByName.keySet().stream()
                .filter(name -> !shown.contains(name))
                .filter(name -> secrets.find(name)
                        .filter(secret ->
                                !secret.isBlank() && secret.reveal().strip().length() < Redactor.SHORTEST)
                        .isPresent())
                .toList();
        return tooShort.isEmpty()
                ? Optional.empty()
                : Optional.of("The log may show the values of these secrets, because values of fewer than "
                        + Redactor.SHORTEST + " characters are not removed from it: " + String.join(", ", tooShort)
                        + ". Choose longer values, or put values that are not secret into env/clear");
    }

    /** Throws a {@link DeployException} that names every missing or unusable secret, if there are any. */
    public void check(Secrets secrets) {
        faults(secrets).ifPresent(faults -> {
            throw new DeployException(Topic.SECRETS, faults);
        });
    }

    /** Returns a message that names every missing or unusable secret, if there are any. */
    public Optional<String> faults(Secrets secrets) {
        List<String> faults = new ArrayList<>();
        keysByName.forEach((name, keys) -> {
            String needed = name + " (needed by " + String.join(", ", keys) + ")";
            Optional<Secret> secret = secrets.find(name);
            Optional<SecretOrigin> origin = secrets.origin(name);
            if (secret.isEmpty()) {
                faults.add(needed + " is missing");
            } else if (origin.map(SecretOrigin::failure).isPresent()) {
                faults.add(needed + " could not be read: " + origin.get());
            } else if (secret.get().isBlank()) {
                faults.add(
                        needed + " is empty" + origin.map(place -> ": " + place).orElse(""));
            } else if (!shown.contains(name)) {
                visible.containing(secret.get())
                        .ifPresent(identity -> faults.add(needed + " has a value that is part of the name '" + identity
                                + "', which every log shows. Choose another value, or put this one into env/clear"));
            }
        });
        handedOver.forEach((key, secret) -> {
            String needed = "the registry password of the step (used for " + key + ")";
            if (secret.isBlank()) {
                faults.add(needed + " is empty");
            }
            visible.containing(secret)
                    .ifPresent(identity -> faults.add(needed + " is part of the name '" + identity
                            + "', which every log shows. Choose another password"));
        });
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("Secrets are missing or unusable; " + places(secrets) + ":\n    "
                        + String.join("\n    ", faults));
    }

    /** Reads no secrets file on account of a password that was handed over. */
    private String places(Secrets secrets) {
        return keysByName.isEmpty() ? "hand them to the step" : secrets.places();
    }

    private void env(Role role) {
        role.envByHost().values().forEach(env -> env("env/secret of role " + role.name(), env));
    }

    private void role(Role role) {
        env(role);
        role.proxy().ifPresent(proxy -> certificate("proxy/ssl", proxy));
    }

    private void certificate(String key, Proxy proxy) {
        if (proxy.ssl() instanceof Proxy.Ssl.Custom custom) {
            need(custom.certificateSecret(), key + "/certificate_pem");
            need(custom.privateKeySecret(), key + "/private_key_pem");
        }
    }

    private void env(String key, Env env) {
        env.secret().forEach(variable -> need(variable.secretName(), key));
    }

    private void registryOf(Accessory accessory, Configuration configuration) {
        if (accessory.registry().isEmpty()) {
            registry(REGISTRY, configuration.registry());
        }
        ownRegistry(accessory);
    }

    private void ownRegistry(Accessory accessory) {
        accessory.registry().ifPresent(registry -> registry("accessories/" + accessory.name() + "/registry", registry));
    }

    /** Adds the secrets of a registry. A local registry needs no login, whatever the configuration says. */
    private void registry(String key, Registry registry) {
        if (registry.isLocal()) {
            return;
        }
        registry.username().ifPresent(credential -> {
            credential(key + "/username", credential);
            if (credential instanceof Registry.Credential.FromSecret secret) {
                shown.add(secret.secretName());
            }
        });
        registry.password().ifPresent(credential -> credential(key + "/password", credential));
    }

    private void credential(String key, Registry.Credential credential) {
        if (credential instanceof Registry.Credential.FromSecret secret) {
            need(secret.secretName(), key);
        } else if (credential instanceof Registry.Credential.HandedOver password) {
            handedOver.put(key, password.value());
        }
    }

    private void need(String name, String key) {
        keysByName.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(key);
    }
}
