package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;

/**
 * The command {@code docker buildx build}, with its options in Kamal's order ({@code push} of
 * {@code lib/kamal/commands/builder/base.rb}).
 *
 * @param configuration the configuration
 * @param builderName the builder; null for the docker driver
 */
record BuildxBuild(
        Configuration configuration, @CheckForNull String builderName) {

    Command command(Version version, PushOptions options) {
        Builder builder = configuration.builder();
        Command command = Command.of("docker", "buildx", "build", "--output=type=" + options.output());
        command = platforms(command, builder.arches());
        command = option(command, "--builder", builderName);
        command = option(command, "--metadata-file", options.metadataFile());
        command = Arguments.repeat(command, "-t", tags(configuration, version, options));
        command = new BuildCache(configuration).addTo(command);
        command = Arguments.keyValues(command, "--label", Map.of("service", configuration.service()));
        command = Arguments.hiddenKeyValues(command, "--build-arg", builder.args());
        command = Arguments.repeat(
                command,
                "--secret",
                builder.secrets().stream().map(name -> "id=" + name).toList());
        command = option(
                command.with("--file", builder.source().dockerfile()),
                "--target",
                builder.source().targetOrNull());
        command = builder.ssh().isPresent() ? ssh(command, builder.ssh().get()) : command;
        command = option(
                option(command, "--provenance", builder.attestations().provenanceOrNull()),
                "--sbom",
                builder.attestations().sbomOrNull());
        command = options.noCache() ? command.with("--no-cache") : command;
        return expanded(command.with(builder.source().context()));
    }

    /** The image with the version as its tag, and with the latest tag. */
    static List<String> tags(Configuration configuration, Version version, PushOptions options) {
        String suffix = options.dirty() ? "-dirty" : "";
        return List.of(
                ImageReference.of(configuration, version) + suffix, ImageReference.latest(configuration) + suffix);
    }

    /** Adds {@code --platform} for the architectures, if the configuration names any. */
    static Command platforms(Command command, List<String> architectures) {
        return architectures.isEmpty() ? command : command.with("--platform", Architectures.platforms(architectures));
    }

    /** Adds {@code --ssh}. A value such as {@code default=$SSH_AUTH_SOCK} names a variable of this machine. */
    private static Command ssh(Command command, String value) {
        return value.contains("$") ? command.with("--ssh").withShell(value) : command.with("--ssh", value);
    }

    /**
     * Kamal builds through a shell, which expands variables of this machine; without such variables, no shell is
     * needed.
     */
    private Command expanded(Command command) {
        Builder builder = configuration.builder();
        boolean expands = builder.args().values().stream().anyMatch(value -> value.contains("${"))
                || builder.ssh().filter(value -> value.contains("$")).isPresent();
        return expands ? LocalScript.of(command) : command;
    }

    private static Command option(Command command, String option, @CheckForNull String value) {
        return value == null ? command : command.with(option, value);
    }
}
