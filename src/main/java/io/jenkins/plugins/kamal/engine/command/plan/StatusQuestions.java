package io.jenkins.plugins.kamal.engine.command.plan;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** The questions about the condition of running containers and of their certificates, as commands that only read. */
public final class StatusQuestions {

    /** Begins the line of a container in the answer to {@link #conditions}; its id, image and health follow. */
    public static final String CONTAINER = "container ";

    /** Begins the line of an image; its id and its digests as JSON follow. */
    public static final String IMAGE = "image ";

    private static final String CONDITION =
            CONTAINER + "{{.ID}} {{.Image}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}";
    private static final String DIGESTS = IMAGE + "{{.ID}} {{json .RepoDigests}}";

    private final Configuration configuration;

    /** The questions about this service and destination. */
    public StatusQuestions(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Prints the image and the health of each running container of the app, and the digests of these images. Fails if a
     * container has just been removed or if an image no longer exists, after it has printed the others.
     */
    public Command conditions() {
        String ids = Command.of("docker", "ps", "--quiet", "--no-trunc")
                .with(ContainerLabels.filters(configuration))
                .shellText();
        String images = inspect("container", "{{.Image}}") + " $kamal_ids 2> /dev/null";
        return Command.shell("( kamal_ids=$(" + ids + "); if [ -n \"$kamal_ids\" ]; then "
                        + inspect("container", CONDITION) + " $kamal_ids; " + inspect("image", DIGESTS) + " $(" + images
                        + " | sort -u); fi )")
                .brief();
    }

    /** Prints the state of each container of an accessory and, after a space, the status that includes its health. */
    public Command accessory(Accessory accessory) {
        return Command.of("docker", "ps", "--all", "--filter", "label=service=" + accessory.serviceName())
                .with("--format", "{{.State}} {{.Status}}")
                .brief();
    }

    /** Prints the certificate of a role, which is public; fails if it does not exist. */
    public Command certificate(Role role) {
        return Command.of("cat", new ServerPaths(configuration).tlsCertificate(role.name()))
                .withHiddenOutput()
                .brief();
    }

    private static String inspect(String kind, String format) {
        return Command.of("docker", kind, "inspect", "--format", format).shellText();
    }
}
