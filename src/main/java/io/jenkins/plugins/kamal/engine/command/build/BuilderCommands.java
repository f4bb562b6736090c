package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the image, from this machine ({@code lib/kamal/commands/builder.rb}). Every command is words only and needs no
 * shell between; each runs in the build directory.
 */
public sealed interface BuilderCommands permits LocalBuilder, RemoteBuilder, CloudBuilder, PackBuilder {

    /**
     * The commands for the builder that the configuration asks for.
     *
     * @param machineArchitecture what {@link DockerCommands#architecture} printed; only asked where a remote builder
     * is named
     */
    static BuilderCommands of(Configuration configuration, String machineArchitecture) {
        Builder builder = configuration.builder();
        Architectures architectures = Architectures.of(builder, machineArchitecture);
        if (!architectures.remote().isEmpty()) {
            return builder.local() && !architectures.local().isEmpty()
                    ? RemoteBuilder.hybrid(configuration, architectures)
                    : RemoteBuilder.alone(configuration);
        }
        if (builder.pack().isPresent()) {
            return new PackBuilder(configuration, builder.pack().get(), architectures);
        }
        return builder.driver().startsWith("cloud") ? new CloudBuilder(configuration) : new LocalBuilder(configuration);
    }

    /** What people call it: {@code local}, {@code remote}, {@code hybrid}, {@code cloud} or {@code pack}. */
    String name();

    /** Fails where the builder is missing or another; empty where none is needed. */
    Optional<Command> inspect();

    /** Creates the builder; empty where none is needed. */
    Optional<Command> create();

    /** Removes the builder; empty where none is needed. */
    Optional<Command> remove();

    /** Prints what builders there are. */
    Command info();

    /** Builds, and pushes where the options say so; each command must succeed. */
    List<Command> push(Version version, PushOptions options);

    /** The URL of the docker of another machine that builds, if one does. */
    default Optional<String> remote() {
        return Optional.empty();
    }

    /** Variables that the build needs beside the builder's secrets, which have to be in its environment too. */
    default Map<String, String> pushEnvironment() {
        return Map.of();
    }
}
