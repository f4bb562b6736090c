package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.named;

/** The keys of an accessory, and of its files and directories. */
final class AccessorySchema {

    static final Section MOUNT = Section.of(
            "accessories/<name>/files, accessories/<name>/directories",
            "A file or directory of an accessory",
            key("local", ValueType.TEXT, "File of the project, or directory on the host; required."),
            key("remote", ValueType.TEXT, "Absolute path in the container; required."),
            key("mode", ValueType.TEXT, "Mode as in `chmod`; an unquoted number is read as it is written.")
                    .withDefault("755 for files, 600 for files with a secret in them"),
            key("owner", ValueType.TEXT, "Owner as in `chown`."),
            key("options", ValueType.TEXT, "Options of the mount, such as `ro`."));

    static final Section ACCESSORY = Section.of(
            "accessories/<name>",
            "An accessory",
            key("service", ValueType.TEXT, "Name of the container.").withDefault("`<service>-<name>`"),
            key("image", ValueType.TEXT, "Image with its tag."),
            named("registry", ValueType.SECTION, ImageSchema.REGISTRY, "Registry of its image.")
                    .withDefault("Docker Hub, or what `image` names"),
            key("host", ValueType.TEXT, "The host it runs on."),
            key("hosts", ValueType.HOST_NAMES, "The hosts it runs on."),
            key("role", ValueType.TEXT, "The role on whose hosts it runs."),
            key("roles", ValueType.TEXTS, "The roles on whose hosts it runs."),
            key("tag", ValueType.TEXT, "The tag on whose hosts it runs."),
            key("tags", ValueType.TEXTS, "The tags on whose hosts it runs."),
            key("cmd", ValueType.TEXT, "Command of the container.").withDefault("the image's own"),
            key("port", ValueType.TEXT, "Published port, `[address:]host:container`; one number stands for both."),
            key("labels", ValueType.TEXT_MAP, "Further labels; `service`, `role` and `destination` are reserved."),
            key(
                    "options",
                    ValueType.OPTION_MAP,
                    "Further options of `docker run`; `restart` replaces `unless-stopped`."),
            named("env", ValueType.ENV, ServerSchema.ENV, "Its environment."),
            named(
                    "files",
                    ValueType.PATHS,
                    MOUNT,
                    "Files that are uploaded and mounted; a name that ends in `erb` is rendered."),
            named("directories", ValueType.PATHS, MOUNT, "Directories that are created on the host and mounted."),
            key("volumes", ValueType.TEXTS, "Further volumes, as in `--volume`."),
            key("network", ValueType.TEXT, "Docker network.").withDefault("kamal"),
            named(
                            "proxy",
                            ValueType.SECTION_OR_SWITCH,
                            ProxySchema.PROXY,
                            "How it stands behind the proxy, if it does.")
                    .withDefault("false"));

    private AccessorySchema() {}
}
