package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.named;

/** The keys of an accessory, and of its files and directories. */
final class AccessorySchema {

    static final Section MOUNT = Section.of(
            "accessories/<name>/files, accessories/<name>/directories",
            "A file or directory of an accessory",
            key("local", ValueType.TEXT, "Path of the file in the project, or of the directory on the host; required."),
            key("remote", ValueType.TEXT, "Absolute path in the container; required."),
            key("mode", ValueType.TEXT, "File mode, as for `chmod`; an unquoted number is read as written.")
                    .withDefault("755 for files, 600 for files that contain a secret"),
            key("owner", ValueType.TEXT, "Owner, as for `chown`."),
            key("options", ValueType.TEXT, "Options of the mount, such as `ro`."));

    static final Section ACCESSORY = Section.of(
            "accessories/<name>",
            "An accessory",
            key("service", ValueType.TEXT, "Name of the container.").withDefault("`<service>-<name>`"),
            key("image", ValueType.TEXT, "Image with its tag."),
            named("registry", ValueType.SECTION, ImageSchema.REGISTRY, "Registry of the image.")
                    .withDefault("Docker Hub, or the registry in `image`"),
            key("host", ValueType.TEXT, "The host on which the accessory runs."),
            key("hosts", ValueType.HOST_NAMES, "The hosts on which the accessory runs."),
            key("role", ValueType.TEXT, "The role on whose hosts the accessory runs."),
            key("roles", ValueType.TEXTS, "The roles on whose hosts the accessory runs."),
            key("tag", ValueType.TEXT, "The accessory runs on the hosts with this tag."),
            key("tags", ValueType.TEXTS, "The accessory runs on the hosts with these tags."),
            key("cmd", ValueType.TEXT, "Command of the container.").withDefault("the image's default"),
            key(
                    "port",
                    ValueType.TEXT,
                    "Published port, `[address:]host:container`; a single number is used for both ports."),
            key("labels", ValueType.TEXT_MAP, "Additional labels; `service`, `role` and `destination` are reserved."),
            key(
                    "options",
                    ValueType.OPTION_MAP,
                    "Additional options for `docker run`; `restart` replaces `unless-stopped`."),
            named("env", ValueType.ENV, ServerSchema.ENV, "Environment variables of the container."),
            named(
                    "files",
                    ValueType.PATHS,
                    MOUNT,
                    "Files that are uploaded and mounted; a file whose name ends in `erb` is rendered first."),
            named("directories", ValueType.PATHS, MOUNT, "Directories that are created on the host and mounted."),
            key("volumes", ValueType.TEXTS, "Additional volumes, as for `--volume`."),
            key("network", ValueType.TEXT, "Docker network.").withDefault("kamal"),
            named(
                            "proxy",
                            ValueType.SECTION_OR_SWITCH,
                            ProxySchema.PROXY,
                            "Whether and how the accessory gets requests from the proxy.")
                    .withDefault("false"));

    private AccessorySchema() {}
}
