package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/** Removes what old deploys left on a server ({@code lib/kamal/commands/prune.rb}). */
public final class PruneCommands {

    private final Configuration configuration;
    private final List<String> serviceFilter;

    /** The commands for this service. */
    public PruneCommands(Configuration configuration) {
        this.configuration = configuration;
        this.serviceFilter = ContainerLabels.serviceFilter(configuration);
    }

    /** Removes images without a tag. */
    public Command danglingImages() {
        return Command.of("docker", "image", "prune", "--force").with(serviceFilter);
    }

    /** Removes tags that no container, running or not, was made from. */
    public Command taggedImages() {
        return Command.of("docker", "image", "ls")
                .with(serviceFilter)
                .with("--format", "{{.ID}} {{.Repository}}:{{.Tag}}")
                .pipe(Command.of("grep", "-v", "-w").withShell(imagesInUse()))
                .pipe(Command.shell("while read image tag; do docker rmi $tag; done"));
    }

    /** Removes stopped containers but the youngest ones; {@code retain} is at least 1. */
    public Command containers(int retain) {
        return Command.of("docker", "ps", "-q", "-a")
                .with(serviceFilter)
                .with("--filter", "status=created", "--filter", "status=exited", "--filter", "status=dead")
                .pipe(Command.of("tail", "-n", "+" + (retain + 1)))
                .pipe(Command.shell("while read container_id; do docker rm $container_id; done"));
    }

    /**
     * A pattern for grep: the images of all containers, the latest tag, and untagged images that may still be in
     * use.
     */
    private String imagesInUse() {
        ImageReference latest = ImageReference.latest(configuration);
        Command images = Command.of("docker", "container", "ls", "-a", "--format", "{{.Image}}\\|")
                .with(serviceFilter);
        String joined = images.pipe(Command.of("tr", "-d", "\\n")).shellText();
        return "\"$(" + joined + ")" + latest + "\\|" + latest.repository() + ":<none>\"";
    }
}
