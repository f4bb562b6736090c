package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * The docker context of a remote builder ({@code lib/kamal/commands/builder/remote.rb}).
 *
 * @param builder the builder's name
 * @param url the URL of the remote docker
 */
record RemoteContext(String builder, String url) {

    private static final String DOCKER_HOST = "{{.Endpoints.docker.Host}}";

    /** The context of a builder whose name has this prefix. */
    static RemoteContext of(Configuration configuration, String prefix) {
        String url = configuration.builder().machines().remote().orElseThrow();
        String suffix = url.replaceAll("[^a-z0-9_-]", "-");
        return new RemoteContext(prefix + suffix + (configuration.registry().isLocal() ? "-local-registry" : ""), url);
    }

    String name() {
        return builder + "-context";
    }

    Command create() {
        return Command.of("docker", "context", "create", name(), "--description", builder + " host")
                .with("--docker", "host=" + url);
    }

    /**
     * Removes the builder and then its context, each even if the other is missing. The context leads to the builder's
     * container on the other machine; Kamal removes the context first, and so leaves the container there.
     */
    Command removeWithBuilder() {
        return LocalScript.of(Buildx.remove(builder).then(Command.of("docker", "context", "rm", name())));
    }

    /**
     * Fails with {@code no compatible builder} unless the builder uses this context and the context leads to this URL.
     */
    Command inspect() {
        Command builds = Buildx.inspect(builder).pipe(Command.of("grep", "-q", "Endpoint:.*" + name()));
        Command reaches = Command.of("docker", "context", "inspect", name(), "--format", DOCKER_HOST)
                .pipe(Command.of("grep", "-xq", url));
        return LocalScript.of(builds.and(reaches).or(Command.shell("(echo no compatible builder && exit 1)")));
    }

    /** Prints the contexts and the builders. */
    static Command info() {
        return LocalScript.of(Command.of("docker", "context", "ls").then(Command.of("docker", "buildx", "ls")));
    }
}
