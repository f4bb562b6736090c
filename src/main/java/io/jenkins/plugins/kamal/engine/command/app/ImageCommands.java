package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;

/** The commands for the app's image on a host ({@code lib/kamal/commands/app/images.rb}, {@code builder/base.rb}). */
public final class ImageCommands {

    private static final String LABEL = "{{ .Config.Labels.service }}";

    // All names are those of Docker's Go types: a name that exists only in Docker's JSON fails if the JSON omits
    // another of these fields.
    private static final String LABEL_ID_AND_DIGESTS = LABEL + "|{{.ID}}|{{json .RepoDigests}}";

    private final Configuration configuration;

    public ImageCommands(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Removes the image of a version, so that the next pull fetches it again. */
    public Command remove(Version version) {
        return Command.of("docker", "image", "rm", "--force", reference(version));
    }

    /** Pulls the image of a version. */
    public Command pull(Version version) {
        return Command.of("docker", "pull", reference(version));
    }

    /** Prints the id of the image of a version; fails if the host does not have the image. */
    public Command id(Version version) {
        return Command.of("docker", "image", "inspect", "--format", "{{.Id}}", reference(version))
                .brief();
    }

    /**
     * Fails if the image has no label with the service's name, by which images and containers are found; otherwise prints
     * the image's id and below it its {@code RepoDigests} as JSON, to be read by {@link RunningImage#parse}. A server that
     * does not tell these two prints something else, and is asked for the label alone.
     */
    public Command validate(Version version) {
        String image = reference(version);
        String complaint = "("
                + Command.of("echo", "Image " + image + " is missing the 'service' label")
                        .shellText() + " && exit 1)";
        Command ofService = Command.of("grep", "-x", configuration.service());
        Command labelAlone = Command.of("docker", "inspect", "-f", LABEL, image);
        String inspect = Command.of("docker", "inspect", "-f", LABEL_ID_AND_DIGESTS, image)
                        .wireText() + " 2> /dev/null || " + labelAlone.wireText();
        return labelAlone
                .pipe(ofService.or(Command.shell(complaint)))
                .sentAs("{ found=$( " + inspect + " ); printf '%s\n' \"${found%%|*}\" | " + ofService.wireText()
                        + " > /dev/null && { found=${found#*|}; printf '%s\n' \"${found%%|*}\" \"${found#*|}\"; } || "
                        + complaint + "; }")
                .brief();
    }

    /** Prints the host's first registry mirror; fails if there is none. */
    public Command firstMirror() {
        return Command.of("docker", "info", "--format", "{{index .RegistryConfig.Mirrors 0}}")
                .brief();
    }

    /** Tags the image of this version as the latest one. */
    public Command tagLatest(Version version) {
        return Command.of(
                "docker",
                "tag",
                reference(version),
                ImageReference.latest(configuration).toString());
    }

    /** Prints a table of the images. */
    public Command list() {
        return Command.of(
                        "docker",
                        "image",
                        "ls",
                        ImageReference.latest(configuration).repository())
                .brief();
    }

    /** Removes every image of the service that no container uses. */
    public Command removeAll() {
        return Command.of("docker", "image", "prune", "--all", "--force")
                .with(ContainerLabels.serviceFilter(configuration));
    }

    private String reference(Version version) {
        return ImageReference.of(configuration, version).toString();
    }
}
