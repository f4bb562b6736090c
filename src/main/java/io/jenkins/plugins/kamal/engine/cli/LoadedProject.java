package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.config.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.ErbTemplates;
import io.jenkins.plugins.kamal.engine.config.Registry;
import io.jenkins.plugins.kamal.engine.config.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.config.dotenv.SecretsFiles;
import io.jenkins.plugins.kamal.engine.config.dotenv.ShellSubstitution;
import io.jenkins.plugins.kamal.engine.deploy.Project;
import io.jenkins.plugins.kamal.engine.secret.Secret;
import io.jenkins.plugins.kamal.engine.version.GitIdentity;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.VersionResolver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A project with what a command line says about it.
 *
 * @param directory where it is
 * @param configuration its configuration, with the handed-over login at the registry
 * @param secrets its secrets, with the handed-over ones over them
 * @param version the version the command is about
 */
record LoadedProject(Path directory, Configuration configuration, Secrets secrets, Version version) {

    /** The name among the secrets of a handed-over password; no dotenv file can have such a name. */
    private static final String HANDED_OVER_PASSWORD = "registry password of the step";

    static LoadedProject load(GlobalOptions options, Handover handover) {
        Path directory = options.surroundings().directory();
        Map<String, String> environment = options.surroundings().environment();
        Configuration configuration = new ConfigurationLoader(directory, new ErbTemplates(directory, environment))
                .load(options.configFile(), options.destination());
        Map<String, String> variables = new HashMap<>(environment);
        options.destination().ifPresent(name -> variables.put("KAMAL_DESTINATION", name));
        Secrets secrets = SecretsFiles.load(
                        directory,
                        configuration.secretsPath(),
                        options.destination(),
                        variables,
                        new ShellSubstitution(directory))
                .with(handedOver(handover));
        Version version = version(directory, configuration, options, environment);
        return new LoadedProject(directory, withLogin(configuration, handover), secrets, version);
    }

    Project toProject(Path temporaryDirectory) {
        GitIdentity identity = GitIdentity.of(directory);
        String performer = identity.email().orElse(System.getProperty("user.name"));
        return new Project(
                directory,
                temporaryDirectory,
                configuration,
                secrets,
                new Project.Person(performer, identity.name().orElse("")));
    }

    /** {@code --version}, then VERSION in the environment, then HEAD: Kamal's order. */
    private static Version version(
            Path directory, Configuration configuration, GlobalOptions options, Map<String, String> environment) {
        Optional<Version> explicit = options.version()
                .or(() -> Optional.ofNullable(environment.get("VERSION")))
                .map(Version::new);
        return explicit.orElseGet(() -> new VersionResolver()
                .resolve(new VersionRequest(
                        directory,
                        Optional.empty(),
                        UncommittedPolicy.DEFAULT,
                        configuration.builder().buildsFromClone()))
                .version());
    }

    private static Map<String, Secret> handedOver(Handover handover) {
        Map<String, Secret> secrets = new HashMap<>();
        handover.secrets().forEach((name, value) -> secrets.put(name, Secret.of(value)));
        if (!handover.registryPassword().isEmpty()) {
            secrets.put(HANDED_OVER_PASSWORD, Secret.of(handover.registryPassword()));
        }
        return secrets;
    }

    private static Configuration withLogin(Configuration configuration, Handover handover) {
        if (handover.registryPassword().isEmpty()) {
            return configuration;
        }
        return configuration.withRegistry(new Registry(
                configuration.registry().server(),
                Optional.of(new Credential.Literal(handover.registryUsername())),
                Optional.of(new Credential.FromSecret(HANDED_OVER_PASSWORD))));
    }
}
