package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that build the image from this machine ({@code lib/kamal/commands/builder.rb}). Each runs in the build
 * directory without a shell.
 */
public sealed interface BuilderCommands permits LocalBuilder, RemoteBuilder, CloudBuilder, PackBuilder {

    /**
     * The commands for the builder that the configuration asks for.
     *
     * @param machineArchitecture the output of {@link DockerCommands#architecture}, or null if it is unknown; used only
     *     if the configuration names a remote builder
     */
    static BuilderCommands of(Configuration configuration, @CheckForNull String machineArchitecture) {
        Builder builder = configuration.builder();
        Architectures architectures = Architectures.of(builder, machineArchitecture);
        if (!architectures.remote().isEmpty()) {
            return builder.machines().local() && !architectures.local().isEmpty()
                    ? RemoteBuilder.hybrid(configuration, architectures)
                    : RemoteBuilder.alone(configuration);
        }
        if (builder.pack().isPresent()) {
            return new PackBuilder(configuration, builder.pack().get(), architectures);
        }
        return builder.machines().driver().startsWith("cloud")
                ? new CloudBuilder(configuration)
                : new LocalBuilder(configuration);
    }

    /** The kind of builder: {@code local}, {@code remote}, {@code hybrid}, {@code cloud} or {@code pack}. */
    String name();

    /** Fails if the builder is missing or differs; empty if no builder is needed. */
    Optional<Command> inspect();

    /** Creates the builder; empty if no builder is needed. */
    Optional<Command> create();

    /** Removes the builder; empty if no builder is needed. */
    Optional<Command> remove();

    /** Prints the builders of this machine. */
    Command info();

    /** Builds, and pushes if the options say so. Each command must succeed. */
    List<Command> push(Version version, PushOptions options);

    /** The URL of docker on another machine, if that machine builds. */
    default Optional<String> remote() {
        return Optional.empty();
    }

    /** The variables that the build needs in addition to the secrets of the builder. */
    default Map<String, String> pushEnvironment() {
        return Map.of();
    }
}
