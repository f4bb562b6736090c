package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds with Cloud Native Buildpacks, without a Dockerfile ({@code lib/kamal/commands/builder/pack.rb}). */
final class PackBuilder implements BuilderCommands {

    /** The buildpack that puts the label on the image by which the other commands find the image. */
    private static final String LABELS = "paketo-buildpacks/image-labels";

    private final Configuration configuration;
    private final Builder.Pack pack;
    private final Architectures architectures;

    PackBuilder(Configuration configuration, Builder.Pack pack, Architectures architectures) {
        this.configuration = configuration;
        this.pack = pack;
        this.architectures = architectures;
    }

    @Override
    public String name() {
        return "pack";
    }

    @Override
    public Optional<Command> inspect() {
        return Optional.of(info());
    }

    @Override
    public Optional<Command> create() {
        return Optional.empty();
    }

    @Override
    public Optional<Command> remove() {
        return Optional.empty();
    }

    @Override
    public Command info() {
        return Command.of("pack", "builder", "inspect")
                .with(pack.builder().stream().toList());
    }

    @Override
    public List<Command> push(Version version, PushOptions options) {
        List<Command> commands = new ArrayList<>(List.of(build(version, options)));
        if (options.pushes()) {
            commands.add(dockerPush(ImageReference.of(configuration, version)));
            commands.add(dockerPush(ImageReference.latest(configuration)));
        }
        return List.copyOf(commands);
    }

    private Command build(Version version, PushOptions options) {
        Builder builder = configuration.builder();
        List<String> buildpacks = new ArrayList<>(pack.buildpacks());
        buildpacks.add(LABELS);
        Command command = Command.of(
                        "pack",
                        "build",
                        ImageReference.of(configuration, version).repository())
                .with(
                        "--platform",
                        "linux/" + architectures.local().stream().findFirst().orElse(""))
                .with("--creation-time", "now")
                .with(pack.builder().map(image -> List.of("--builder", image)).orElse(List.of()));
        command = Arguments.repeat(command, "--buildpack", buildpacks);
        command = Arguments.repeat(command, "-t", BuildxBuild.tags(configuration, version, options));
        command = options.noCache() ? command.with("--clear-cache") : command;
        command = command.with("--env", "BP_IMAGE_LABELS=service=" + configuration.service());
        // Only the name is passed: pack takes the value from its environment, where nobody sees it.
        command = Arguments.repeat(
                Arguments.hiddenKeyValues(command, "--env", builder.args()), "--env", builder.secrets());
        return command.with("--path", builder.source().context());
    }

    private static Command dockerPush(ImageReference image) {
        return Command.of("docker", "push", image.toString());
    }
}
