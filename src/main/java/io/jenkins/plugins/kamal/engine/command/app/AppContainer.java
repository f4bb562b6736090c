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

    /** Prints the version of the container, without the number of its instance. */
    Command version() {
        return first(List.of("--format", NAMES)).pipe(versionOfName().sentAs(withoutInstance()));
    }

    /**
     * Prints the version of the container and, if several containers of the role run, the versions of all of them, with
     * the numbers of the instances.
     */
    Command versions() {
        List<String> format = List.of("--format", NAMES);
        Command running = active(Command.of("docker", "ps"), format);
        Command kamals = kamals(format);
        String all = kamals.wireText() + " && printf '%s\\n' \"$kamal_running\"";
        return kamals.sentAs(unlessOne(running, all)).pipe(versionOfName());
    }

    /** Prints the versions of the containers that this {@code docker ps} finds. */
    Command versions(Command dockerPs) {
        return dockerPs.with("--format", NAMES).pipe(versionOfName());
    }

    private Command first(List<String> format) {
        Command kamals = kamals(format);
        return kamals.sentAs(unlessOne(active(Command.of("docker", "ps"), format), kamals.wireText()));
    }

    private Command kamals(List<String> format) {
        Command youngest = Command.of("docker", "ps", "--latest");
        Command ofLatestImage = active(youngest, format)
                .with("--filter")
                .withShell("ancestor=$(" + latestImageId().shellText() + ")");
        return Command.of(
                        "sh", "-c", ofLatestImage.then(active(youngest, format)).shellText())
                .pipe(Command.of("head", "-1"));
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
    private static String unlessOne(Command running, String ifSeveral) {
        return "{ kamal_running=$( " + running.wireText() + "\n) && case \"$kamal_running\" in (*'\n'*) " + ifSeveral
                + "\n;; (?*) printf '%s\\n' \"$kamal_running\" ;; esac; }";
    }

    private Command latestImageId() {
        return Command.of("docker", "image", "ls", "--filter", "reference=" + ImageReference.latest(configuration))
                .with("--format", "{{.ID}}");
    }

    private Command versionOfName() {
        return Command.shell("while read line; do echo ${line#" + quotedPrefix() + "}; done");
    }

    private String withoutInstance() {
        return "while read line; do line=${line#" + quotedPrefix() + "}; echo ${line%_instance_[0-9]*}; done";
    }

    private String quotedPrefix() {
        return Command.quote(ContainerName.prefix(configuration, role) + "-");
    }
}
