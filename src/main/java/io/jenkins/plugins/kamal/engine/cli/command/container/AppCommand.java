package io.jenkins.plugins.kamal.engine.cli.command.container;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.AnyText;
import io.jenkins.plugins.kamal.engine.cli.option.ExecOption;
import io.jenkins.plugins.kamal.engine.cli.option.LogOption;
import io.jenkins.plugins.kamal.engine.cli.option.VariableOption;
import io.jenkins.plugins.kamal.engine.deploy.app.AppExec;
import io.jenkins.plugins.kamal.engine.deploy.app.AppReport;
import io.jenkins.plugins.kamal.engine.deploy.app.FollowLogs;
import io.jenkins.plugins.kamal.engine.deploy.app.Maintenance;
import io.jenkins.plugins.kamal.engine.deploy.app.RemoveApp;
import io.jenkins.plugins.kamal.engine.deploy.app.StaleContainers;
import io.jenkins.plugins.kamal.engine.deploy.app.StartApp;
import io.jenkins.plugins.kamal.engine.deploy.app.StopApp;
import io.jenkins.plugins.kamal.engine.deploy.boot.AppBootOperation;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code app …}. */
@Command(name = "app", description = "Manages the app's containers.")
public final class AppCommand extends CommandGroup {

    @Command(name = "boot", description = "Boots the latest version of the app, or the version given by --version.")
    int boot() {
        return run("boot", session -> new AppBootOperation(session).run());
    }

    @Command(name = "start", description = "Starts the stopped containers.")
    int start() {
        return run(task("start").ofCheckout(), session -> new StartApp(session).run());
    }

    @Command(name = "stop", description = "Stops the containers.")
    int stop() {
        return run("stop", session -> new StopApp(session).run());
    }

    @Command(name = "details", description = "Prints the running containers of the app.")
    int details() {
        return run("details", session -> new AppReport(session).details());
    }

    @Command(name = "containers", description = "Prints all containers of the app.")
    int containers() {
        return run("containers", session -> new AppReport(session).containers());
    }

    @Command(name = "images", description = "Prints the images of the app.")
    int images() {
        return run("images", session -> new AppReport(session).images());
    }

    @Command(name = "version", description = "Prints the running version.")
    int version() {
        return run("version", session -> new AppReport(session).version());
    }

    @Command(name = "logs", description = "Prints the log of the app.")
    int logs(
            @Mixin LogOption choice,
            @Option(
                            names = {"--container-id", "--container_id"},
                            paramLabel = "ID",
                            description = "Print the log of this container")
                    String containerId) {
        return run("logs", session -> {
            if (choice.follow()) {
                new FollowLogs(session, choice.request()).ofApp(containerId);
            } else {
                new AppReport(session).logs(containerId, choice.request());
            }
        });
    }

    @Command(name = "exec", description = "Runs a command in a new container, or in the running one with --reuse.")
    int exec(
            @Mixin ExecOption choice,
            @Option(names = "--reuse", negatable = true, description = "Use the running container") boolean reuse,
            @Option(names = "--detach", negatable = true, description = "Do not wait for the command") boolean detach,
            @Option(
                            names = {"-e", "--env"},
                            paramLabel = "NAME:value",
                            parameterConsumer = VariableOption.class,
                            description = "Additional environment variables")
                    Map<String, String> env,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "COMMAND",
                            converter = AnyText.class,
                            description = "The command, as shell text")
                    List<String> words) {
        var options = choice.options(reuse, detach, Objects.requireNonNullElse(env, Map.of()));
        return run(task("exec").raw(choice.raw()), session -> new AppExec(session, ExecOption.command(words), options)
                .run());
    }

    @Command(
            name = "stale_containers",
            aliases = "stale-containers",
            description = "Prints containers that run in addition to the current one.")
    int staleContainers(
            @Option(
                            names = {"-s", "--stop"},
                            negatable = true,
                            description = "Stop these containers")
                    boolean stop) {
        return run("stale_containers", session -> {
            StaleContainers stale = new StaleContainers(session);
            if (stop) {
                stale.stop();
            } else {
                stale.tell();
            }
        });
    }

    @Command(name = "live", description = "Ends maintenance mode.")
    int live() {
        return run("live", session -> new Maintenance(session).end());
    }

    @Command(
            name = "maintenance",
            description = "Starts maintenance mode, in which the proxy answers instead of the app.")
    int maintenance(
            @Option(
                            names = {"--drain-timeout", "--drain_timeout"},
                            paramLabel = "SECONDS",
                            description = "How long to wait for running requests to finish")
                    Duration drainTimeout,
            @Option(names = "--message", paramLabel = "TEXT", description = "The text of the maintenance page")
                    String message) {
        return run("maintenance", session -> new Maintenance(session).begin(drainTimeout, message));
    }

    @Command(name = "remove", description = "Removes the containers, images and files of the app.")
    int remove() {
        return run("remove", session -> new RemoveApp(session).all());
    }

    @Command(
            name = "remove_container",
            aliases = "remove-container",
            description = "Removes the stopped container of a version.")
    int removeContainer(@Parameters(paramLabel = "VERSION", description = "The version") Version version) {
        return run("remove_container", session -> new RemoveApp(session).container(version));
    }

    @Command(name = "remove_containers", aliases = "remove-containers", description = "Removes all stopped containers.")
    int removeContainers() {
        return run("remove_containers", session -> new RemoveApp(session).containers());
    }

    @Command(name = "remove_images", aliases = "remove-images", description = "Removes unused images.")
    int removeImages() {
        return run("remove_images", session -> new RemoveApp(session).images());
    }

    @Command(
            name = "remove_app_directories",
            aliases = "remove-app-directories",
            description = "Removes the app's files.")
    int removeAppDirectories() {
        return run("remove_app_directories", session -> new RemoveApp(session).directories());
    }
}
