package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.Map;

/**
 * Runs commands of the user in the app's containers ({@code lib/kamal/commands/app/execution.rb}). The commands are
 * shell text, as the user wrote them.
 */
public final class AppExecCommands {

    private final Configuration configuration;
    private final Role role;
    private final Host host;

    public AppExecCommands(Configuration configuration, Role role, Host host) {
        this.configuration = configuration;
        this.role = role;
        this.host = host;
    }

    /** Runs a command in the running container, with additional variables. */
    public Command inExisting(
            ContainerName container, String command, Map<String, String> env, Interaction interaction) {
        Command exec = interaction.addTo(Command.of("docker", "exec"));
        return Arguments.hiddenKeyValues(exec, "--env", env)
                .with(container.toString())
                .withShell(command);
    }

    /**
     * Stops the new container of a command; it is killed after this time.
     *
     * @param nameSuffix the suffix that {@link #inNew} was given
     */
    public Command stopNew(Version version, String nameSuffix, Duration patience) {
        return Command.of("docker", "stop", "-t", Seconds.of(patience), newContainer(version, nameSuffix));
    }

    private String newContainer(Version version, String nameSuffix) {
        return ContainerName.prefix(configuration, role) + "-exec-" + version + "-" + nameSuffix;
    }

    /**
     * Runs a command in a new container.
     *
     * @param nameSuffix 6 random hex digits
     * @param detach whether the container runs in the background, and is kept after its end
     */
    public Command inNew(
            Version version,
            String command,
            Map<String, String> env,
            Interaction interaction,
            boolean detach,
            String nameSuffix) {
        Command run = interaction.addTo(Command.of("docker", "run")).with(detach ? "--detach" : "--rm");
        run = run.with("--name", newContainer(version, nameSuffix), "--network", "kamal");
        Env own = role.envByHost().getOrDefault(host, Env.NONE);
        run = Arguments.environment(run, own, new ServerPaths(configuration).envFile(role));
        run = Arguments.logging(Arguments.hiddenKeyValues(run, "--env", env), role.logging());
        run = Arguments.options(
                Arguments.volumes(run, configuration.app().volumes()),
                role.options().values());
        return run.with(ImageReference.of(configuration, version).toString()).withShell(command);
    }
}
