package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how the image is built ({@code configuration/builder.rb}, {@code validator/builder.rb}). */
public final class BuilderParser {

    private static final Set<String> CACHE_TYPES = Set.of("gha", "registry");

    private final Fields builder;

    private BuilderParser(Fields builder) {
        this.builder = builder;
    }

    public static Builder parse(Fields builder) {
        BuilderParser parser = new BuilderParser(builder);
        parser.check();
        return parser.builder();
    }

    private Builder builder() {
        return new Builder(
                arches(),
                new Builder.Machines(
                        builder.text("driver").orElse("docker-container"),
                        builder.text("remote").orElse(null),
                        builder.flag("local").orElse(true)),
                new Builder.Source(
                        builder.text("context").orElse(null),
                        builder.text("dockerfile").orElse("Dockerfile"),
                        builder.text("target").orElse(null)),
                args(),
                builder.texts("secrets"),
                builder.text("ssh").orElse(null),
                cache().orElse(null),
                builder.optionalSection("pack").map(BuilderParser::pack).orElse(null),
                new Builder.Attestations(
                        builder.text("provenance").orElse(null),
                        builder.text("sbom").orElse(null)));
    }

    private List<String> arches() {
        return builder.optionalTexts("arch")
                .orElseGet(() -> builder.text("arch").stream().toList());
    }

    private Map<String, String> args() {
        builder.optionalSection("args").ifPresent(args -> args.map().entries().forEach((key, entry) -> {
            if (!(entry.value() instanceof ScalarNode)) {
                args.fault(key.text(), "is " + entry.value().described() + ", but a build argument is one value");
            }
        }));
        return builder.textMap("args");
    }

    private Optional<Builder.Cache> cache() {
        return builder.optionalSection("cache").flatMap(cache -> cache.text("type")
                .map(type -> new Builder.Cache(
                        type,
                        cache.text("image").orElse(null),
                        cache.text("options").orElse(null))));
    }

    private static Builder.Pack pack(Fields pack) {
        return new Builder.Pack(pack.text("builder").orElse(null), pack.texts("buildpacks"));
    }

    private void check() {
        Fields cache = builder.section("cache");
        cache.text("type")
                .filter(type -> !CACHE_TYPES.contains(type))
                .ifPresent(type -> cache.fault("type", "there is no cache type `" + type + "`; write gha or registry"));
        if (!builder.isPresent("arch")) {
            builder.fault("arch", "is missing; write the servers' architecture, such as `arch: amd64`");
        }
        if (builder.isPresent("pack") && arches().size() > 1) {
            builder.fault("pack", "buildpacks build for one architecture only; keep one in `arch`");
        }
        if (!builder.flag("local").orElse(true) && !builder.isPresent("remote")) {
            builder.fault("local", "nothing is left to build on; set `remote` too, or remove `local: false`");
        }
    }
}
