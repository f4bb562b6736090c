package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;

/** The docker of this machine, which builds images and runs a local registry. */
public final class LocalDocker {

    private final Session session;

    public LocalDocker(Session session) {
        this.session = session;
    }

    /** Throws a {@link DeployException} if this machine has no docker or no buildx. */
    public void require() {
        missing().ifPresent(text -> {
            throw new DeployException(Topic.BUILD, text);
        });
    }

    /** What this machine lacks for a build, if it lacks anything. */
    public Optional<String> missing() {
        if (!succeeds(DockerCommands.clientVersion())) {
            return Optional.of(
                    "There is no `docker` on this machine, which builds the image; install it, or run on an agent that has it");
        }
        if (!succeeds(DockerCommands.buildxVersion())) {
            return Optional.of(
                    "The docker on this machine has no buildx, which builds the image; install the plugin docker-buildx");
        }
        return Optional.empty();
    }

    private boolean succeeds(Command command) {
        return new LocalCommands(session)
                .attempt(command, session.project().directory())
                .succeeded();
    }
}
