package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shell text that prunes a server with one list of its containers, from which the shell on the server chooses. It
 * removes what {@link PruneCommands#containers}, {@link PruneCommands#danglingImages} and
 * {@link PruneCommands#taggedImages} remove one after the other, which list the containers twice.
 *
 * <p>A label is compared as JSON, with its whole value: containers inherit the labels of their images, and a label could
 * otherwise pose as a field or line of the list. The images are listed before the containers, so that an image that
 * another deploy pulls and starts meanwhile is not among them. An image is kept for every container of the list, unless
 * Docker says that it has removed the container.
 */
final class PruneAll {

    private static final String FIELDS = "{{.State}}|{{.ID}}|{{.Names}}|{{.Image}}|"
            + "{{json (.Label \"service\")}}|{{json (.Label \"destination\")}}";

    /** A list of all labels tells whether a container has the label {@code destination}, which may be empty. */
    private static final String LABELS = "|{{json .Labels}}";

    private static final String ANY_INSTANCE = "\\(_instance_[0-9]*\\)\\{0,1\\}$";
    private static final String EACH_CONTAINER =
            "printf '%s\\n' \"$kamal_list\" | while IFS='|' read -r state id name image labels; do ";

    private final Configuration configuration;
    private final Command listedImages;
    private final String latestTags;

    /**
     * Prepares the text.
     *
     * @param listedImages prints the ids and names of the service's images
     * @param latestTags the rest of a pattern of grep after the images of containers, with its closing quote
     */
    PruneAll(Configuration configuration, Command listedImages, String latestTags) {
        this.configuration = configuration;
        this.listedImages = listedImages;
        this.latestTags = latestTags;
    }

    /** Lists images and containers, and removes the stopped containers of the destination except some. */
    String containers(int retain, Collection<ContainerName> kept) {
        String chosen = EACH_CONTAINER + "case \"$state\" in (created|exited|dead) case \"$labels\" in ("
                + ofDestination() + ") printf '%s %s\\n' \"$id\" \"$name\" ;; esac ;; esac; done";
        return "kamal_images=$( " + listedImages.wireText() + " ) && kamal_list=$( "
                + Command.of("docker", "ps", "--all", "--format", FIELDS + (isNamed() ? "" : LABELS))
                        .wireText()
                + " ) && kamal_gone=$( " + chosen + " | tail -n +" + (retain + 1) + without(kept)
                + " | while read container_id container_name; do docker rm $container_id; done )"
                + " && { [ -z \"$kamal_gone\" ] || printf '%s\\n' \"$kamal_gone\"; }";
    }

    /** Removes the listed images except those of the listed containers that are left. */
    String images() {
        String inUse = EACH_CONTAINER + "case \"\n$kamal_gone\n\" in (*\"\n$id\n\"*) ;;"
                + " (*) [ -z \"$image\" ] || printf '%s\\\\|' \"$image\" ;; esac; done";
        return "kamal_kept=$( " + inUse + " ) && { [ -z \"$kamal_images\" ] || printf '%s\\n' \"$kamal_images\"; } | {"
                + " grep -v -w \"${kamal_kept}" + latestTags + " || [ $? = 1 ]; }"
                + " | while read image tag; do docker rmi $tag; done";
    }

    /** Leaves the containers of these versions out of lines with the id and the name of a container. */
    private static String without(Collection<ContainerName> kept) {
        if (kept.isEmpty()) {
            return "";
        }
        Command others = Command.of("grep", "-v");
        for (ContainerName name : kept) {
            others = others.with("-e", " " + name.toString().replace(".", "\\.") + ANY_INSTANCE);
        }
        return " | { " + others.shellText() + " || [ $? = 1 ]; }";
    }

    private boolean isNamed() {
        return configuration.destination().isPresent();
    }

    /** The patterns of the shell for the labels of this service and destination, as {@link #FIELDS} lists them. */
    private String ofDestination() {
        String named = "\"" + configuration.service() + "\"|\""
                + configuration.destination().orElse("") + "\"";
        String start = named + "|";
        String label = "destination=";
        return isNamed()
                ? Command.quote(named)
                : Stream.of(
                                Command.quote(start + "\"" + label + "\""),
                                Command.quote(start + "\"" + label + ",") + "*",
                                Command.quote(start) + "*" + Command.quote("," + label + ",") + "*",
                                Command.quote(start) + "*" + Command.quote("," + label + "\""))
                        .collect(Collectors.joining("|"));
    }
}
