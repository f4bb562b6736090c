package io.jenkins.plugins.kamal.engine.config.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.App;
import io.jenkins.plugins.kamal.engine.config.model.CommandSettings;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.ConfigurationSource;
import io.jenkins.plugins.kamal.engine.config.model.Connections;
import io.jenkins.plugins.kamal.engine.config.model.Paths;
import io.jenkins.plugins.kamal.engine.config.model.Placement;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Requirements;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.config.model.Timeouts;
import io.jenkins.plugins.kamal.engine.config.read.AccessoryParser;
import io.jenkins.plugins.kamal.engine.config.read.AliasesParser;
import io.jenkins.plugins.kamal.engine.config.read.BootParser;
import io.jenkins.plugins.kamal.engine.config.read.BuilderParser;
import io.jenkins.plugins.kamal.engine.config.read.HooksOutputParser;
import io.jenkins.plugins.kamal.engine.config.read.InstancesParser;
import io.jenkins.plugins.kamal.engine.config.read.OutputParser;
import io.jenkins.plugins.kamal.engine.config.read.ParsedAccessory;
import io.jenkins.plugins.kamal.engine.config.read.ParsedRole;
import io.jenkins.plugins.kamal.engine.config.read.ProxyRules;
import io.jenkins.plugins.kamal.engine.config.read.ProxyRuns;
import io.jenkins.plugins.kamal.engine.config.read.RegistryParser;
import io.jenkins.plugins.kamal.engine.config.read.RoleDefaults;
import io.jenkins.plugins.kamal.engine.config.read.RolesParser;
import io.jenkins.plugins.kamal.engine.config.read.SshParser;
import io.jenkins.plugins.kamal.engine.config.schema.SchemaValidator;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.LoggingParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds a configuration from a merged file, section by section, and checks it. */
final class ConfigurationAssembler {

    private final Fields root;
    private final String configFile;

    @CheckForNull
    private final String destination;

    ConfigurationAssembler(Fields root, String configFile, @CheckForNull String destination) {
        this.root = root;
        this.configFile = configFile;
        this.destination = destination;
    }

    Configuration assemble(Path projectDirectory, String nativeArchitecture) {
        requireDestination(projectDirectory);
        new SchemaValidator(root.faults()).validateRoot(root.map());
        RoleDefaults defaults = RoleDefaults.parse(root);
        root.optionalSection("proxy").ifPresent(ProxyRules::check);
        List<ParsedRole> roles = new RolesParser(root, defaults).parse();
        List<ParsedAccessory> accessories = accessories(roles);
        Configuration configuration = configuration(defaults, roles, accessories);
        new ConsistencyChecks(root, projectDirectory, nativeArchitecture).check(configuration, roles);
        root.faults().throwIfAny();
        return configuration;
    }

    /**
     * A base file that requires a destination is rarely complete without one, so its other faults would be misleading.
     */
    private void requireDestination(Path projectDirectory) {
        if (destination == null && root.flag("require_destination").orElse(false)) {
            root.fault("require_destination", new DestinationFiles(projectDirectory, configFile).missing());
            root.faults().throwIfAny();
        }
    }

    private List<ParsedAccessory> accessories(List<ParsedRole> roles) {
        AccessoryParser parser = new AccessoryParser(
                root.requiredText("service"),
                roles.stream().map(ParsedRole::role).toList());
        List<ParsedAccessory> accessories = new ArrayList<>();
        root.sections("accessories")
                .forEach(section -> accessories.add(
                        parser.parse(section.place().key().substring("accessories/".length()), section)));
        return accessories;
    }

    private Configuration configuration(
            RoleDefaults defaults, List<ParsedRole> parsedRoles, List<ParsedAccessory> parsedAccessories) {
        List<Role> roles = parsedRoles.stream().map(ParsedRole::role).toList();
        List<Accessory> accessories =
                parsedAccessories.stream().map(ParsedAccessory::accessory).toList();
        Registry registry = root.optionalSection("registry")
                .filter(found -> !found.map().isBlank())
                .map(RegistryParser::parse)
                .orElse(new Registry(null, null, null));
        App app = new App(
                root.requiredText("service"),
                destination,
                image(registry),
                defaults.labels(),
                root.texts("volumes"),
                defaults.env(),
                LoggingParser.parse(root.section("logging")),
                root.integer("retain_containers").orElse(App.RETAIN_CONTAINERS));
        Placement placement = new Placement(
                roles,
                defaults.primaryRole(),
                accessories,
                ProxyRuns.byHost(parsedRoles, parsedAccessories),
                BootParser.parse(root.section("boot"), countHosts(roles, accessories)),
                InstancesParser.parse(root, roles));
        return new Configuration(
                app,
                registry,
                BuilderParser.parse(root.section("builder")),
                placement,
                new Connections(SshParser.parse(root.section("ssh")), sshkit(root.section("sshkit"))),
                paths(),
                timeouts(),
                new CommandSettings(
                        AliasesParser.parse(root),
                        HooksOutputParser.parse(root),
                        OutputParser.parse(root.section("output"))),
                new Requirements(
                        root.flag("require_destination").orElse(false),
                        root.text("minimum_version").orElse(null)),
                new ConfigurationSource(root.map()));
    }

    private Paths paths() {
        return new Paths(
                root.text("hooks_path").orElse(Paths.HOOKS),
                root.text("secrets_path").orElse(Paths.SECRETS),
                root.text("error_pages_path").orElse(null));
    }

    private Timeouts timeouts() {
        return new Timeouts(
                seconds("readiness_delay", Timeouts.READINESS_DELAY),
                seconds("deploy_timeout", Timeouts.DEPLOY_TIMEOUT),
                seconds("drain_timeout", Timeouts.DRAIN_TIMEOUT));
    }

    private String image(Registry registry) {
        return root.text("image")
                .filter(image -> root.isPresent("image"))
                .or(() -> registry.isLocal() ? root.text("service") : Optional.empty())
                .orElse(Fields.MISSING);
    }

    private static int countHosts(List<Role> roles, List<Accessory> accessories) {
        return (int) Stream.concat(
                        roles.stream().map(Role::hosts), accessories.stream().map(Accessory::hosts))
                .flatMap(List::stream)
                .distinct()
                .count();
    }

    private static Sshkit sshkit(Fields sshkit) {
        return new Sshkit(
                sshkit.integer("max_concurrent_starts").orElse(Sshkit.MAX_CONCURRENT_STARTS),
                sshkit.integer("pool_idle_timeout").orElse(Sshkit.POOL_IDLE_TIMEOUT),
                sshkit.integer("dns_retries").orElse(Sshkit.DNS_RETRIES));
    }

    private Duration seconds(String key, int otherwise) {
        return Duration.ofSeconds(root.integer(key).orElse(otherwise));
    }
}
