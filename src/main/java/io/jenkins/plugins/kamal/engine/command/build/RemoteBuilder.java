package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds on another machine, either everything or only the architectures that this machine cannot build
 * ({@code lib/kamal/commands/builder/remote.rb} and {@code hybrid.rb}).
 */
final class RemoteBuilder implements BuilderCommands {

    private final Configuration configuration;
    private final String name;
    private final RemoteContext context;
    private final Command create;

    private RemoteBuilder(Configuration configuration, String name, RemoteContext context, Command create) {
        this.configuration = configuration;
        this.name = name;
        this.context = context;
        this.create = create;
    }

    /** The other machine builds everything. */
    static RemoteBuilder alone(Configuration configuration) {
        RemoteContext context = RemoteContext.of(configuration, "kamal-remote-");
        Command builder = Command.of("docker", "buildx", "create", "--name", context.builder());
        return new RemoteBuilder(
                configuration,
                "remote",
                context,
                context.create()
                        .then(Buildx.driverOptions(builder, configuration).with(context.name())));
    }

    /** This machine builds for its own architecture, the other one for the rest. */
    static RemoteBuilder hybrid(Configuration configuration, Architectures architectures) {
        String driver = configuration.builder().machines().driver();
        RemoteContext context = RemoteContext.of(configuration, "kamal-hybrid-" + driver + "-");
        Command local = create(architectures.local()).with("--name", context.builder(), "--driver=" + driver);
        Command remote = create(architectures.remote()).with("--append", "--name", context.builder());
        return new RemoteBuilder(
                configuration,
                "hybrid",
                context,
                Buildx.driverOptions(local, configuration)
                        .and(context.create())
                        .and(Buildx.driverOptions(remote, configuration).with(context.name())));
    }

    private static Command create(List<String> architectures) {
        return BuildxBuild.platforms(Command.of("docker", "buildx", "create"), architectures);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> remote() {
        return Optional.of(context.url());
    }

    @Override
    public Optional<Command> inspect() {
        return Optional.of(context.inspect());
    }

    @Override
    public Optional<Command> create() {
        return Optional.of(LocalScript.of(create));
    }

    @Override
    public Optional<Command> remove() {
        return Optional.of(context.removeWithBuilder());
    }

    @Override
    public Command info() {
        return RemoteContext.info();
    }

    @Override
    public List<Command> push(Version version, PushOptions options) {
        return List.of(new BuildxBuild(configuration, context.builder()).command(version, options));
    }

    /** Makes the machine that builds ask the registry for a token. */
    @Override
    public Map<String, String> pushEnvironment() {
        return Map.of("BUILDKIT_NO_CLIENT_TOKEN", "1");
    }
}
