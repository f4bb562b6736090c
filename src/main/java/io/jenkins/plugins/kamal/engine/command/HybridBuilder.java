package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This machine builds for its own architecture, another one for the rest ({@code
 * lib/kamal/commands/builder/hybrid.rb}).
 */
public final class HybridBuilder implements BuilderCommands {

    private final Configuration configuration;
    private final Architectures architectures;
    private final RemoteContext context;

    HybridBuilder(Configuration configuration, Architectures architectures) {
        this.configuration = configuration;
        this.architectures = architectures;
        this.context = RemoteContext.of(
                configuration, "kamal-hybrid-" + configuration.builder().driver() + "-");
    }

    @Override
    public String name() {
        return "hybrid";
    }

    @Override
    public Optional<Command> inspect() {
        return Optional.of(context.inspect());
    }

    @Override
    public Optional<Command> create() {
        return Optional.of(LocalScript.of(createLocal().and(context.create()).and(appendRemote())));
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
        return List.of(new BuildxBuild(configuration, Optional.of(context.builder())).command(version, options));
    }

    @Override
    public boolean logsInLocally() {
        return false;
    }

    @Override
    public Map<String, String> pushEnvironment() {
        return RemoteBuilder.ENVIRONMENT;
    }

    private Command createLocal() {
        Command create = BuildxBuild.platforms(Command.of("docker", "buildx", "create"), architectures.local())
                .with(
                        "--name",
                        context.builder(),
                        "--driver=" + configuration.builder().driver());
        return Buildx.driverOptions(create, configuration);
    }

    private Command appendRemote() {
        Command append = BuildxBuild.platforms(Command.of("docker", "buildx", "create"), architectures.remote())
                .with("--append", "--name", context.builder());
        return Buildx.driverOptions(append, configuration).with(context.name());
    }
}
