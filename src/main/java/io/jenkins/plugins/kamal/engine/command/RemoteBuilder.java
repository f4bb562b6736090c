package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another machine builds everything ({@code lib/kamal/commands/builder/remote.rb}). */
public final class RemoteBuilder implements BuilderCommands {

    /** buildx asks the registry for a token on the machine that builds. */
    static final Map<String, String> ENVIRONMENT = Map.of("BUILDKIT_NO_CLIENT_TOKEN", "1");

    private final Configuration configuration;
    private final RemoteContext context;

    RemoteBuilder(Configuration configuration) {
        this.configuration = configuration;
        this.context = RemoteContext.of(configuration, "kamal-remote-");
    }

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public Optional<Command> inspect() {
        return Optional.of(context.inspect());
    }

    @Override
    public Optional<Command> create() {
        Command builder = Command.of("docker", "buildx", "create", "--name", context.builder());
        return Optional.of(LocalScript.of(context.create()
                .then(Buildx.driverOptions(builder, configuration).with(context.name()))));
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
        return ENVIRONMENT;
    }
}
