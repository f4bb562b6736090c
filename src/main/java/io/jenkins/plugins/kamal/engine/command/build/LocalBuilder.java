package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * Builds on this machine, with the docker engine itself or with a buildx builder
 * ({@code lib/kamal/commands/builder/local.rb}).
 */
final class LocalBuilder implements BuilderCommands {

    private final Configuration configuration;
    private final String driver;

    @CheckForNull
    private final String builder;

    LocalBuilder(Configuration configuration) {
        this.configuration = configuration;
        this.driver = configuration.builder().machines().driver();
        String prefix = configuration.registry().isLocal() ? "kamal-local-registry-" : "kamal-local-";
        this.builder = configuration.builder().machines().useDockerDriver() ? null : prefix + driver;
    }

    /** The builder of buildx; empty if the docker engine itself builds. */
    private Optional<String> builder() {
        return Optional.ofNullable(builder);
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Optional<Command> inspect() {
        return builder().map(Buildx::inspect);
    }

    @Override
    public Optional<Command> create() {
        return builder()
                .map(name -> Buildx.driverOptions(
                        Command.of("docker", "buildx", "create", "--name", name, "--driver=" + driver), configuration));
    }

    @Override
    public Optional<Command> remove() {
        return builder().map(Buildx::remove);
    }

    @Override
    public Command info() {
        return Buildx.info();
    }

    @Override
    public List<Command> push(Version version, PushOptions options) {
        return List.of(new BuildxBuild(configuration, builder).command(version, options));
    }
}
