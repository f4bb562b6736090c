package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.named;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.section;

import io.jenkins.plugins.kamal.engine.config.model.App;
import io.jenkins.plugins.kamal.engine.config.model.Paths;
import io.jenkins.plugins.kamal.engine.config.model.Timeouts;

/**
 * The keys at the root of the file: all keys that Kamal 2.12 knows ({@code configuration/docs/configuration.yml}), and
 * {@code x-jenkins}.
 */
public final class ConfigurationSchema {

    private static final Section OTEL =
            Section.of("otel", "OpenTelemetry", key("endpoint", ValueType.TEXT, "URL of the collector; required."));

    private static final Section FILE =
            Section.of("file", "Log files", key("path", ValueType.TEXT, "Directory of the files; required."));

    private static final Section OUTPUT = Section.of(
            "output",
            "Output",
            section(OTEL, "Collector that receives the log."),
            section(FILE, "Directory for log files, one file per command."));

    public static final Section ROOT = Section.of(
            "",
            "Root",
            key("service", ValueType.STRICT_TEXT, "Name of the service, and prefix of all container names; required.")
                    .allowing("letters, digits, hyphens and underscores"),
            key("image", ValueType.TEXT, "Name of the image without registry and tag; required.")
                    .withDefault("the service name, for a local registry"),
            key("labels", ValueType.TEXT_MAP, "Additional labels of every app container."),
            key("volumes", ValueType.TEXTS, "Volumes of every app container, as for `--volume`."),
            section(ImageSchema.REGISTRY, "Registry for the image; required."),
            named(
                    "servers",
                    ValueType.SERVERS,
                    ServerSchema.ROLE,
                    "A list of the hosts of the role `web`, or a map of roles by name; required unless there are accessories."),
            named("env", ValueType.ENV, ServerSchema.ENV, "Environment variables of every app container."),
            key(
                    "asset_path",
                    ValueType.TEXT,
                    "Directory of assets in the image, which the old and the new version share: `path[:mount options]`."),
            key("hooks_path", ValueType.STRICT_TEXT, "Directory of the hooks.").withDefault(Paths.HOOKS),
            key("hooks_output", ValueType.HOOKS_OUTPUT, "Whether the output of hooks is shown.")
                    .withDefault("verbose")
                    .allowing("quiet, verbose"),
            key("secrets_path", ValueType.TEXT, "Path of the secrets files.").withDefault(Paths.SECRETS),
            key("error_pages_path", ValueType.TEXT, "Directory of error pages that the proxy shows."),
            key("require_destination", ValueType.SWITCH, "Whether every command must name a destination.")
                    .withDefault("false"),
            key("primary_role", ValueType.TEXT, "The role that boots first.").withDefault("web"),
            key("allow_empty_roles", ValueType.SWITCH, "Whether roles other than the primary one may have no hosts.")
                    .withDefault("false"),
            key("retain_containers", ValueType.WHOLE_NUMBER, "How many stopped containers are kept, at least 1.")
                    .withDefault(String.valueOf(App.RETAIN_CONTAINERS)),
            key("minimum_version", ValueType.TEXT, "The oldest version of Kamal that may deploy this service."),
            key(
                            "readiness_delay",
                            ValueType.WHOLE_NUMBER,
                            "Seconds that a container without a health check must run before it is considered ready.")
                    .withDefault(String.valueOf(Timeouts.READINESS_DELAY)),
            key("deploy_timeout", ValueType.WHOLE_NUMBER, "Seconds that a container may take to become ready.")
                    .withDefault(String.valueOf(Timeouts.DEPLOY_TIMEOUT)),
            key("drain_timeout", ValueType.WHOLE_NUMBER, "Seconds in which running requests and jobs must finish.")
                    .withDefault(String.valueOf(Timeouts.DRAIN_TIMEOUT)),
            key("stop_timeout", ValueType.WHOLE_NUMBER, "Seconds before a stopping container is killed.")
                    .withDefault("`drain_timeout` for roles without a proxy, otherwise Docker's default"),
            key(
                    "run_directory",
                    ValueType.TEXT,
                    "Has no effect in Kamal 2; the state on a server is always in `.kamal`."),
            section(ServerSchema.SSH, "How to connect to the servers."),
            section(ImageSchema.BUILDER, "How the image is built; required."),
            named(
                    "accessories",
                    ValueType.SECTIONS,
                    AccessorySchema.ACCESSORY,
                    "Services that run beside the app, by name."),
            section(ProxySchema.PROXY, "How requests reach the app."),
            section(ServerSchema.SSHKIT, "Limits on connections."),
            section(ServerSchema.BOOT, "How many hosts boot at the same time."),
            section(ServerSchema.LOGGING, "Container logs of the app."),
            section(OUTPUT, "Where the log of a command is sent in addition to the console."),
            key("aliases", ValueType.NAMED_TEXTS, "Short names for commands.")
                    .allowing(
                            "names of lowercase letters, digits, hyphens and underscores, except the names of commands"),
            section(JenkinsSchema.JENKINS, "Settings for this plugin alone; Kamal ignores the key."));

    private ConfigurationSchema() {}
}
