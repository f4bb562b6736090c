package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.config.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.ErbTemplates;
import io.jenkins.plugins.kamal.engine.config.Registry;
import io.jenkins.plugins.kamal.engine.config.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.dotenv.InlineKamalSecrets;
import io.jenkins.plugins.kamal.engine.config.dotenv.LocalVaultTool;
import io.jenkins.plugins.kamal.engine.config.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.config.dotenv.SecretsFiles;
import io.jenkins.plugins.kamal.engine.config.dotenv.ShellSubstitution;
import io.jenkins.plugins.kamal.engine.config.dotenv.Vaults;
import io.jenkins.plugins.kamal.engine.deploy.Project;
import io.jenkins.plugins.kamal.engine.deploy.WantedVersion;
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
 * @param version the version the command is about, if it is about one
 */
record LoadedProject(Path directory, Configuration configuration, Secrets secrets, WantedVersion version) {

    /** The name among the secrets of a handed-over password; no dotenv file can have such a name. */
    private static final String HANDED_OVER_PASSWORD = "registry password of the step";

    static LoadedProject load(GlobalOptions options, Handover handover) {
        Path directory = options.surroundings().directory();
        Map<String, String> environment = options.surroundings().environment();
        ErbTemplates templates = new ErbTemplates(directory, environment);
        Configuration configuration =
                new ConfigurationLoader(directory, templates).load(options.configFile(), options.destination());
        Secrets secrets =
                secrets(directory, configuration, templates.environment()).with(handedOver(handover));
        WantedVersion version = WantedVersion.lazily(
                options.version().map(Version::new), () -> checkedOut(directory, configuration, environment));
        return new LoadedProject(directory, withLogin(configuration, handover), secrets, version);
    }

    /**
     * The templates' environment, because files in use let {@code Dotenv.load} in the configuration fill it for the
     * secrets.
     */
    private static Secrets secrets(Path directory, Configuration configuration, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        configuration.destination().ifPresent(name -> variables.put("KAMAL_DESTINATION", name));
        Vaults vaults = new Vaults(new LocalVaultTool(directory, variables, complaint -> {}), variables);
        return SecretsFiles.load(
                directory,
                configuration.secretsPath(),
                configuration.destination(),
                variables,
                new InlineKamalSecrets(vaults, new ShellSubstitution(directory)));
    }

    /**
     * With who deploys: git's identity as Kamal takes it; an agent often has none, so the build ({@code BUILD_TAG},
     * "jenkins-shop-12") before the system's user.
     */
    Project toProject(Path temporaryDirectory, Map<String, String> environment) {
        GitIdentity identity = GitIdentity.of(directory);
        String otherwise = environment.getOrDefault("BUILD_TAG", System.getProperty("user.name"));
        return new Project(
                directory,
                temporaryDirectory,
                configuration,
                secrets,
                new Project.Person(
                        identity.email().orElse(otherwise), identity.name().orElse(otherwise)));
    }

    /** VERSION in the environment, then HEAD: Kamal's order after {@code --version}. */
    private static Version checkedOut(Path directory, Configuration configuration, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("VERSION"))
                .filter(text -> !text.isBlank())
                .map(Version::new)
                .orElseGet(() -> new VersionResolver()
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
