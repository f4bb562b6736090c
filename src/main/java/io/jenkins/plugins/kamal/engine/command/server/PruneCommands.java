package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Collection;
import java.util.List;

/**
 * Removes the containers and images that old deploys left on a server ({@code lib/kamal/commands/prune.rb}).
 *
 * <p>Destinations may share a server. Kamal counts containers and protects images by service alone, so deploys to one
 * destination remove the rollback containers of another (basecamp/kamal #1922). Here the stopped containers of one
 * destination are counted, and the images of every destination are protected.
 */
public final class PruneCommands {

    private static final String ANY_LATEST = "[^ ]*:latest";
    private static final String LATEST_OF_A_DESTINATION = "[^ ]*:latest-[^ ]*";
    private static final List<String> STOPPED =
            List.of("--filter", "status=created", "--filter", "status=exited", "--filter", "status=dead");
    private static final String UNTAGGED = "[^ ]*:<none>";

    private final List<String> serviceFilter;
    private final List<String> destinationFilter;
    private final String latestTags;
    private final PruneAll all;

    /** The commands for this service and destination. */
    public PruneCommands(Configuration configuration) {
        this.serviceFilter = ContainerLabels.serviceFilter(configuration);
        this.destinationFilter = ContainerLabels.filters(configuration);
        this.latestTags = configuration.destination().isPresent()
                ? ANY_LATEST
                : ImageReference.latest(configuration) + "\\|" + LATEST_OF_A_DESTINATION;
        this.all = new PruneAll(configuration, listedImages(), restOfPattern());
    }

    /**
     * Removes what {@link #containers}, {@link #danglingImages} and {@link #taggedImages} remove, with one list of the
     * containers. Nothing is removed if the containers or the images cannot be listed. The containers of some versions
     * are kept, too: the container of a version that failed is younger than the one that has served ever since, so that
     * Kamal's rule would remove the latter first.
     *
     * @param kept the names of the first containers of the versions; other instances have the same names with a number
     * @param between runs after the containers were removed, and before the images are
     */
    public Command all(int retain, Collection<ContainerName> kept, Command between) {
        return containers(retain)
                .sentAs(all.containers(retain, kept))
                .and(between)
                .and(danglingImages())
                .and(taggedImages().sentAs(all.images()));
    }

    /** Removes images without a tag that no container uses. */
    public Command danglingImages() {
        return Command.of("docker", "image", "prune", "--force").with(serviceFilter);
    }

    /** Removes the image tags of the service from which no container, running or not, was created. */
    public Command taggedImages() {
        return listedImages()
                .pipe(withoutKeptImages())
                .pipe(Command.shell("while read image tag; do docker rmi $tag; done"));
    }

    private Command listedImages() {
        return Command.of("docker", "image", "ls")
                .with(serviceFilter)
                .with("--format", "{{.ID}} {{.Repository}}:{{.Tag}}");
    }

    /** Removes the stopped containers of the destination except the youngest {@code retain}, which is at least 1. */
    public Command containers(int retain) {
        return Command.of("docker", "ps", "-q", "-a")
                .with(destinationFilter)
                .with(STOPPED)
                .pipe(olderThan(retain))
                .pipe(Command.shell("while read container_id; do docker rm $container_id; done"));
    }

    private static Command olderThan(int retain) {
        return Command.of("tail", "-n", "+" + (retain + 1));
    }

    /**
     * Leaves out the images of the service's containers, the tags {@code latest} and {@code latest-…} of every
     * destination (for {@code grep -w} the hyphen of {@code latest-production} ends the word), and untagged images. A
     * configuration without a destination leaves out only its own {@code latest}, and not the {@code latest} of another
     * repository, as in Kamal.
     *
     * <p>The command that is sent differs from Kamal's: nothing is removed if the containers cannot be listed, a list
     * without a match is not a failure, and the images of all containers are kept, because an accessory may use the
     * application's image.
     */
    private Command withoutKeptImages() {
        Command images = Command.of("docker", "container", "ls", "-a", "--format", "{{.Image}}\\|");
        Command oneLine = Command.of("tr", "-d", "\\n");
        String rest = restOfPattern();
        Command ofService = images.with(serviceFilter).pipe(oneLine);
        return Command.of("grep", "-v", "-w")
                .withShell("\"$(" + ofService.shellText() + ")" + rest)
                .sentAs("kept=$( " + images.pipe(oneLine).wireText() + " )" + " && { grep -v -w \"${kept}" + rest
                        + " || [ $? = 1 ]; }");
    }

    /** What the pattern of grep for kept images names after the images of containers, with its closing quote. */
    private String restOfPattern() {
        return latestTags + "\\|" + UNTAGGED + "\"";
    }
}
