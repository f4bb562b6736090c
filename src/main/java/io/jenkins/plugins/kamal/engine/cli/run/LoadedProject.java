package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentContext;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.load.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.deploy.run.Project;
import io.jenkins.plugins.kamal.engine.deploy.run.RequestedVersion;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsFiles;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.ShellSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.vault.InlineKamalSecrets;
import io.jenkins.plugins.kamal.engine.secrets.vault.LocalVaultTool;
import io.jenkins.plugins.kamal.engine.secrets.vault.Vaults;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.git.GitIdentity;
import io.jenkins.plugins.kamal.engine.version.resolve.VersionResolver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project as a command line selects it.
 *
 * @param directory the project's directory
 * @param configuration its configuration, with the handed-over login at the registry
 * @param secrets its secrets; handed-over secrets override those of the files
 * @param version the version the command is about, if it is about one
 * @param warnings warnings about its templates
 */
public record LoadedProject(
        Path directory, Configuration configuration, Secrets secrets, RequestedVersion version, List<String> warnings) {

    private static final String VERSION = "VERSION";

    public static LoadedProject load(GlobalOptions options, Handover handover) {
        Path directory = options.process().directory();
        Map<String, String> environment = options.process().environment();
        ParentCommand parent = options.process().parent();
        ErbTemplates templates = new ErbTemplates(directory, environment);
        Configuration configuration = configuration(options, templates);
        Secrets secrets = parent.secrets(configuration)
                .map(Secrets::of)
                .orElseGet(() -> secrets(directory, configuration, templates.environment()))
                .with(handedOver(handover));
        RequestedVersion version = RequestedVersion.lazily(
                options.version().orElse(null), () -> checkedOut(directory, configuration, environment, parent));
        boolean fits = parent.isForRegistry(configuration.registry().server().orElse(null));
        if (fits) {
            CredentialUse.requireRegistry(configuration.registry(), handover);
        }
        return new LoadedProject(
                directory,
                fits ? withLogin(configuration, handover) : configuration,
                secrets,
                version,
                templates.warnings());
    }

    /** A program that failed in a template is often the reason why a value is refused, so the message names it, too. */
    private static Configuration configuration(GlobalOptions options, ErbTemplates templates) {
        try {
            return new ConfigurationLoader(options.process().directory(), templates)
                    .load(options.configFile(), options.destination().orElse(null));
        } catch (ConfigurationException refused) {
            if (templates.warnings().isEmpty()) {
                throw refused;
            }
            throw new EngineException(
                    refused.topic(), refused.getMessage() + "\n" + String.join("\n", templates.warnings()), refused);
        }
    }

    /**
     * Uses the environment of the templates, because files in use let {@code Dotenv.load} in the configuration fill
     * that environment for the secrets.
     */
    private static Secrets secrets(Path directory, Configuration configuration, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        configuration.destination().ifPresent(name -> variables.put("KAMAL_DESTINATION", name));
        Vaults vaults = new Vaults(new LocalVaultTool(directory, variables, complaint -> {}), variables);
        return SecretsFiles.load(
                directory,
                configuration.paths().secrets(),
                configuration.app().destinationOrNull(),
                variables,
                new InlineKamalSecrets(vaults, new ShellSubstitution(directory)));
    }

    /**
     * The project with the person who deploys it: the performer that the plugin named and git's identity. If there is
     * neither, the build ({@code BUILD_TAG}) or the system's user stands for the person.
     */
    Project toProject(Path temporaryDirectory, Map<String, String> environment, @CheckForNull String performer) {
        GitIdentity identity = GitIdentity.of(directory);
        String otherwise = environment.getOrDefault("BUILD_TAG", System.getProperty("user.name"));
        return new Project(
                directory,
                temporaryDirectory,
                configuration,
                secrets,
                Project.Person.of(
                        performer,
                        identity.email().orElse(null),
                        identity.name().orElse(null),
                        otherwise));
    }

    /**
     * VERSION in the environment, then HEAD, which is Kamal's order after {@code --version}. The version of a parent
     * command takes the place of HEAD.
     */
    private static Version checkedOut(
            Path directory, Configuration configuration, Map<String, String> environment, ParentCommand parent) {
        Optional<String> variable =
                Optional.ofNullable(environment.get(VERSION)).filter(text -> !text.isBlank());
        return parent.version(variable.orElse(null))
                .or(() -> variable.map(LoadedProject::versionOfVariable))
                .orElseGet(() -> new VersionResolver()
                        .resolve(new VersionRequest(
                                directory,
                                null,
                                UncommittedPolicy.DEFAULT,
                                configuration.builder().buildsFromClone()))
                        .version());
    }

    private static Version versionOfVariable(String text) {
        try {
            return new Version(text);
        } catch (EngineException e) {
            throw new EngineException(Topic.VERSION, "The environment variable VERSION: " + e.getMessage(), e);
        }
    }

    /**
     * The context for the commands that hooks call.
     *
     * @param pushed the digests of images that are known to be in the registry
     */
    ParentContext parentContext(GlobalOptions options, Handover handover, Map<String, Digest> pushed) {
        Map<String, String> known = new HashMap<>();
        pushed.forEach((image, digest) -> known.put(image, digest.value()));
        Map<String, String> values = new HashMap<>();
        secrets.all().forEach((name, secret) -> values.put(name, secret.reveal()));
        ProcessContext process = options.process();
        return new ParentContext(
                new ParentContext.Project(
                        ParentCommand.realPath(directory),
                        options.configFile(),
                        configuration.destination().orElse(null),
                        configuration.service(),
                        configuration.registry().server().orElse(null),
                        configuration.paths().secrets()),
                null,
                options.commit().orElse(null),
                known,
                null,
                false,
                process.environment().get(VERSION),
                process.parent().depth() + 1,
                values,
                handover);
    }

    private static Map<String, Secret> handedOver(Handover handover) {
        Map<String, Secret> secrets = new HashMap<>();
        handover.secrets().forEach((name, value) -> secrets.put(name, Secret.of(value)));
        return secrets;
    }

    private static Configuration withLogin(Configuration configuration, Handover handover) {
        Handover.RegistryLogin login = handover.registryLogin();
        if (login == null) {
            return configuration;
        }
        return configuration.withRegistry(new Registry(
                configuration.registry().server().orElse(null),
                new Credential.Literal(login.username()),
                new Credential.HandedOver(Secret.of(login.password()))));
    }
}
