package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/**
 * Finds the container of a role that serves now: the newest running container of the latest image, or else the newest
 * running container ({@code current_running_container} of {@code lib/kamal/commands/app.rb}).
 */
final class AppContainer {

    private static final String NAMES = "{{.Names}}";

    private final Configuration configuration;
    private final Role role;

    AppContainer(Configuration configuration, Role role) {
        this.configuration = configuration;
        this.role = role;
    }

    /** Prints the id of the container. */
    Command id() {
        return first(List.of("--quiet"));
    }

    /** Prints the version of the container. */
    Command version() {
        return first(List.of("--format", NAMES)).pipe(versionOfName());
    }

    /** Prints the versions of the containers that this {@code docker ps} finds. */
    Command versions(Command dockerPs) {
        return dockerPs.with("--format", NAMES).pipe(versionOfName());
    }

    private Command first(List<String> format) {
        Command running = Command.of("docker", "ps");
        Command youngest = running.with("--latest");
        Command ofLatestImage = active(youngest, format)
                .with("--filter")
                .withShell("ancestor=$(" + latestImageId().shellText() + ")");
        Command kamals = Command.of(
                        "sh", "-c", ofLatestImage.then(active(youngest, format)).shellText())
                .pipe(Command.of("head", "-1"));
        return kamals.sentAs(unlessOne(active(running, format), kamals));
    }

    private Command active(Command dockerPs, List<String> format) {
        return dockerPs.with(format)
                .with(ContainerLabels.filters(configuration, role))
                .with("--filter", "status=running", "--filter", "status=restarting");
    }

    /**
     * If at most one container runs, it is the answer to both of Kamal's questions, so they are asked only if several
     * containers run.
     */
    private static String unlessOne(Command running, Command kamals) {
        return "{ kamal_running=$( " + running.wireText() + "\n) && case \"$kamal_running\" in (*'\n'*) "
                + kamals.wireText() + "\n;; (?*) printf '%s\\n' \"$kamal_running\" ;; esac; }";
    }

    private Command latestImageId() {
        return Command.of("docker", "image", "ls", "--filter", "reference=" + ImageReference.latest(configuration))
                .with("--format", "{{.ID}}");
    }

    private Command versionOfName() {
        return Command.shell("while read line; do echo ${line#"
                + Command.quote(ContainerName.prefix(configuration, role) + "-") + "}; done");
    }
}
