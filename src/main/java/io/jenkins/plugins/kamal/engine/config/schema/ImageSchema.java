package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.section;

/** The keys of {@code registry} and {@code builder}. */
final class ImageSchema {

    static final Section REGISTRY = Section.of(
            "registry",
            "Registry",
            key(
                            "server",
                            ValueType.STRICT_TEXT,
                            "Host and port; `localhost:<port>` is a registry on this machine, which is started wher"
                                    + "e it is missing; servers reach it through the SSH connection to them.")
                    .withDefault("Docker Hub"),
            key("username", ValueType.LOGIN, "User name; not needed for a local registry."),
            key("password", ValueType.LOGIN, "Password; not needed for a local registry."));

    private static final Section PACK = Section.of(
            "pack",
            "Cloud Native Buildpacks",
            key("builder", ValueType.TEXT, "The builder image."),
            key("buildpacks", ValueType.TEXTS, "The buildpacks, in order."));

    private static final Section CACHE = Section.of(
            "cache",
            "Build cache",
            key("type", ValueType.TEXT, "Where layers are kept.").allowing("registry, gha"),
            key("options", ValueType.TEXT, "Options of the cache that are passed on, such as `mode=max`."),
            key("image", ValueType.TEXT, "Image that holds the cache in the registry.")
                    .withDefault("`<image>-build-cache`"));

    static final Section BUILDER = Section.of(
            "builder",
            "Builder",
            key("arch", ValueType.TEXT_OR_TEXTS, "Architectures the image is built for; required."),
            key(
                    "remote",
                    ValueType.TEXT,
                    "URL of a Docker engine that builds what this machine cannot, best `ssh://user@host`."),
            key("local", ValueType.SWITCH, "Whether this machine may build; false needs `remote`.")
                    .withDefault("true"),
            section(PACK, "Build with buildpacks instead of a Dockerfile; one architecture only."),
            section(CACHE, "Where layers are kept between builds."),
            key("context", ValueType.TEXT, "Build context.").withDefault("a clean clone of HEAD"),
            key("dockerfile", ValueType.TEXT, "Path of the Dockerfile.").withDefault("Dockerfile"),
            key("target", ValueType.TEXT, "The stage that is built.").withDefault("the last"),
            key("args", ValueType.OPTION_MAP, "Build arguments."),
            key("secrets", ValueType.TEXTS, "Names of the secrets that the build may read."),
            key("ssh", ValueType.TEXT, "SSH agent or keys for the build, as in `--ssh`."),
            key("driver", ValueType.TEXT, "The buildx driver; `cloud <org>/<name>` is Docker Build Cloud.")
                    .withDefault("docker-container"),
            key("provenance", ValueType.TEXT, "Provenance attestation, as in `--provenance`."),
            key("sbom", ValueType.SWITCH, "Whether a bill of materials is attached."));

    private ImageSchema() {}
}
