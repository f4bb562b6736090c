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
    private static final String ANY_INSTANCE = "\\(_instance_[0-9]*\\)\\{0,1\\}$";
    private static final String UNTAGGED = "[^ ]*:<none>";

    private final List<String> serviceFilter;
    private final List<String> destinationFilter;
    private final String latestTags;

    /** The commands for this service and destination. */
    public PruneCommands(Configuration configuration) {
        this.serviceFilter = ContainerLabels.serviceFilter(configuration);
        this.destinationFilter = ContainerLabels.filters(configuration);
        this.latestTags = configuration.destination().isPresent()
                ? ANY_LATEST
                : ImageReference.latest(configuration) + "\\|" + LATEST_OF_A_DESTINATION;
    }

    /** Removes images without a tag that no container uses. */
    public Command danglingImages() {
        return Command.of("docker", "image", "prune", "--force").with(serviceFilter);
    }

    /** Removes the image tags of the service from which no container, running or not, was created. */
    public Command taggedImages() {
        return Command.of("docker", "image", "ls")
                .with(serviceFilter)
                .with("--format", "{{.ID}} {{.Repository}}:{{.Tag}}")
                .pipe(withoutKeptImages())
                .pipe(Command.shell("while read image tag; do docker rmi $tag; done"));
    }

    /** Removes the stopped containers of the destination except the youngest {@code retain}, which is at least 1. */
    public Command containers(int retain) {
        return Command.of("docker", "ps", "-q", "-a")
                .with(destinationFilter)
                .with(STOPPED)
                .pipe(olderThan(retain))
                .pipe(Command.shell("while read container_id; do docker rm $container_id; done"));
    }

    /**
     * The same, but keeps the containers of these versions, too. The container of a version that failed is younger than
     * the one that has served ever since, so that Kamal's rule would remove the latter first.
     *
     * @param kept the names of the first containers of the versions; other instances have the same names with a number
     */
    public Command containers(int retain, Collection<ContainerName> kept) {
        if (kept.isEmpty()) {
            return containers(retain);
        }
        Command others = Command.of("grep", "-v");
        for (ContainerName name : kept) {
            others = others.with("-e", " " + name.toString().replace(".", "\\.") + ANY_INSTANCE);
        }
        return containers(retain)
                .sentAs(Command.of("docker", "ps", "-a")
                        .with(destinationFilter)
                        .with(STOPPED)
                        .with("--format", "{{.ID}} {{.Names}}")
                        .pipe(olderThan(retain))
                        .pipe(Command.shell("{ " + others.shellText() + " || [ $? = 1 ]; }"))
                        .pipe(Command.shell("while read container_id container_name; do docker rm $container_id; done"))
                        .wireText());
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
        String rest = latestTags + "\\|" + UNTAGGED + "\"";
        Command ofService = images.with(serviceFilter).pipe(oneLine);
        return Command.of("grep", "-v", "-w")
                .withShell("\"$(" + ofService.shellText() + ")" + rest)
                .sentAs("kept=$( " + images.pipe(oneLine).wireText() + " )" + " && { grep -v -w \"${kept}" + rest
                        + " || [ $? = 1 ]; }");
    }
}
