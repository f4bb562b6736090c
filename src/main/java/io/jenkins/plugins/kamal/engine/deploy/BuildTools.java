package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.DockerCommands;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What this machine builds and pushes with: docker, buildx, a builder, a login at the registry. */
final class BuildTools {

    private final Session session;
    private final LocalWork local;
    private final Path project;

    BuildTools(Session session) {
        this.session = session;
        this.local = new LocalWork(session);
        this.project = session.project().directory();
    }

    /**
     * Refuses a machine without docker or buildx, and logs in at the registry, unless that was done before; starts a
     * local registry.
     */
    void requireDockerAndLogin() {
        if (!session.logins().isHere()) {
            requireDocker();
            refuse(new RegistryLogin(session).here());
            session.logins().addHere();
        }
        new LocalRegistry(session).start();
    }

    /** Refuses a machine without docker or buildx. */
    void requireDocker() {
        refuse(missing());
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(text -> {
            throw new DeployException(text);
        });
    }

    /** What this machine lacks for a build, if it lacks anything. */
    Optional<String> missing() {
        if (!local.attempt(DockerCommands.clientVersion(), project).succeeded()) {
            return Optional.of(
                    "There is no `docker` on this machine, which builds the image; install it, or run on an agent that has it");
        }
        if (!local.attempt(DockerCommands.buildxVersion(), project).succeeded()) {
            return Optional.of(
                    "The docker on this machine has no buildx, which builds the image; install the plugin docker-buildx");
        }
        return Optional.empty();
    }

    /** The builder that the configuration asks for, whether it is there or not. */
    BuilderCommands wantedBuilder() {
        return BuilderCommands.of(session.configuration(), architecture());
    }

    /**
     * Creates a builder where it is missing.
     *
     * @param environment in which docker reaches the machine that builds
     */
    void ensure(BuilderCommands builder, Map<String, String> environment) {
        Optional<Command> inspect = builder.inspect();
        if (inspect.isPresent()
                && !local.attempt(inspect.get(), environment, project).succeeded()) {
            session.journal().info("    There is no fitting builder, so it is created");
            builder.remove().ifPresent(remove -> local.attempt(remove, environment, project));
            builder.create().ifPresent(create -> local.run(create, environment, project));
        }
    }

    /**
     * The environment of the build: what the builder needs, how docker reaches it, and the secrets that the
     * configuration gives to the build.
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

    /** Asked only where it matters; a machine without an engine of its own builds for no architecture. */
    private String architecture() {
        if (session.configuration().builder().remote().isEmpty()) {
            return "";
        }
        Output answer = local.attempt(DockerCommands.architecture(), project);
        return answer.succeeded() ? answer.stdout().strip() : "";
    }
}
