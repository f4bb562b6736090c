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
                            "Host and port. `localhost:<port>` is a registry on this machine, which is started if "
                                    + "necessary; servers reach it through their SSH connections.")
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
            key("options", ValueType.TEXT, "Options that are passed to the cache, such as `mode=max`."),
            key("image", ValueType.TEXT, "Image in the registry that contains the cache.")
                    .withDefault("`<image>-build-cache`"));

    static final Section BUILDER = Section.of(
            "builder",
            "Builder",
            key("arch", ValueType.TEXT_OR_TEXTS, "Architectures to build the image for; required."),
            key(
                    "remote",
                    ValueType.TEXT,
                    "URL of a Docker engine that builds the architectures that this machine cannot build, preferably `ssh://user@host`."),
            key("local", ValueType.SWITCH, "Whether this machine may build; false requires `remote`.")
                    .withDefault("true"),
            section(PACK, "Build with buildpacks instead of a Dockerfile; for one architecture only."),
            section(CACHE, "Where layers are kept between builds."),
            key("context", ValueType.TEXT, "Build context.").withDefault("a clean clone of HEAD"),
            key("dockerfile", ValueType.TEXT, "Path of the Dockerfile.").withDefault("Dockerfile"),
            key("target", ValueType.TEXT, "The stage to build.").withDefault("the last stage"),
            key("args", ValueType.OPTION_MAP, "Build arguments."),
            key("secrets", ValueType.TEXTS, "Names of the secrets that the build may read."),
            key("ssh", ValueType.TEXT, "SSH agent or keys for the build, as for `--ssh`."),
            key("driver", ValueType.TEXT, "The buildx driver; `cloud <org>/<name>` is Docker Build Cloud.")
                    .withDefault("docker-container"),
            key("provenance", ValueType.TEXT, "Provenance attestation, as for `--provenance`."),
            key("sbom", ValueType.SWITCH, "Whether a bill of materials is attached."));

    private ImageSchema() {}
}
