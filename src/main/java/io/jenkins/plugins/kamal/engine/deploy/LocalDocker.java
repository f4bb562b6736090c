package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.DockerCommands;
import io.jenkins.plugins.kamal.engine.config.Configuration;
import java.nio.file.Path;

/** The docker of this machine, which builds the image, and the builder in it. */
final class LocalDocker {

    private final LocalWork local;
    private final Configuration configuration;
    private final Path project;

    LocalDocker(Session session) {
        this.local = new LocalWork(session);
        this.configuration = session.configuration();
        this.project = session.project().directory();
    }

    /** Throws a {@link DeployException} where there is none, or none that builds. */
    void require() {
        if (!local.attempt(DockerCommands.clientVersion(), project).succeeded()) {
            throw new DeployException(
                    "There is no `docker` on this machine, which builds the image; install it, or run on an agent that has it");
        }
        if (!local.attempt(DockerCommands.buildxVersion(), project).succeeded()) {
            throw new DeployException(
                    "The docker on this machine has no buildx, which builds the image; install the plugin docker-buildx");
        }
    }

    /** The builder that the configuration asks for. */
    BuilderCommands builder() {
        return BuilderCommands.of(configuration, architecture());
    }

    private String architecture() {
        return configuration.builder().remote().isEmpty()
                ? ""
                : local.run(DockerCommands.architecture(), project).stdout().strip();
    }
}
