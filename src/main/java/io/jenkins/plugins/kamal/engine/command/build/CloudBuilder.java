package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * Builds with Docker Build Cloud; the driver is {@code cloud organization/builder}
 * ({@code lib/kamal/commands/builder/cloud.rb}).
 */
final class CloudBuilder implements BuilderCommands {

    private final Configuration configuration;
    private final String driver;
    private final String builder;

    CloudBuilder(Configuration configuration) {
        this.configuration = configuration;
        this.driver = configuration.builder().machines().driver();
        this.builder = driver.replaceAll("[ /]", "-");
    }

    @Override
    public String name() {
        return "cloud";
    }

    @Override
    public Optional<Command> inspect() {
        return Optional.of(Buildx.inspect(builder));
    }

    @Override
    public Optional<Command> create() {
        return Optional.of(Command.of("docker", "buildx", "create", "--driver").with(List.of(driver.split(" +", 0))));
    }

    @Override
    public Optional<Command> remove() {
        return Optional.of(Buildx.remove(builder));
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
