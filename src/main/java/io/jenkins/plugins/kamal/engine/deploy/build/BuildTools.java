package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.build.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Prepares this machine for building and pushing: docker, buildx, a builder, and a login to the registry. */
final class BuildTools {

    private final Session session;
    private final LocalCommands local;
    private final Path project;

    BuildTools(Session session) {
        this.session = session;
        this.local = new LocalCommands(session);
        this.project = session.project().directory();
    }

    /**
     * Checks once per run that this machine has docker and buildx, logs in to the registry, and starts a local
     * registry.
     */
    void requireDockerAndLogin() {
        if (!session.logins().isHere()) {
            new LocalDocker(session).require();
            new DockerLogin(session).here().ifPresent(fault -> {
                throw new DeployException(Topic.BUILD, fault);
            });
            session.logins().addHere();
        }
        new LocalRegistry(session).start();
    }

    /** The builder of the configuration, whether it exists or not. */
    BuilderCommands wantedBuilder() {
        return BuilderCommands.of(session.configuration(), architecture().orElse(null));
    }

    /**
     * Creates the builder if it is missing or out of date.
     *
     * @param environment the variables with which docker reaches the machine that builds
     */
    void ensure(BuilderCommands builder, Map<String, String> environment) {
        Optional<Command> inspect = builder.inspect();
        if (inspect.isPresent()
                && !local.attempt(inspect.get(), environment, project).succeeded()) {
            session.log().info("    The builder is missing or out of date, so it is created");
            builder.remove().ifPresent(remove -> local.attempt(remove, environment, project));
            builder.create().ifPresent(create -> local.run(create, environment, project));
        }
    }

    /**
     * Returns the environment of the build: the builder's own variables, the variables with which docker reaches the
     * machine that builds, and the build secrets of the configuration.
     */
    Map<String, String> environment(BuilderCommands builder, Map<String, String> reaching) {
        Map<String, String> environment = new HashMap<>(builder.pushEnvironment());
        environment.putAll(reaching);
        session.configuration()
                .builder()
                .secrets()
                .forEach(name -> environment.put(
                        name, session.project().secrets().require(name).reveal()));
        return environment;
    }

    /**
     * Returns the architecture of this machine, which matters only for a remote builder; empty if there is no remote
     * builder or docker does not answer.
     */
    private Optional<String> architecture() {
        if (session.configuration().builder().machines().remote().isEmpty()) {
            return Optional.empty();
        }
        Output answer = local.attempt(DockerCommands.architecture(), project);
        return answer.succeeded() ? Optional.of(answer.stdout().strip()) : Optional.empty();
    }
}
