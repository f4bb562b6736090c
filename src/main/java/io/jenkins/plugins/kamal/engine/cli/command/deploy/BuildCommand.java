package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.BuildOptions;
import io.jenkins.plugins.kamal.engine.deploy.build.BuildPullOperation;
import io.jenkins.plugins.kamal.engine.deploy.build.BuildPushOperation;
import io.jenkins.plugins.kamal.engine.deploy.build.BuilderOperations;
import io.jenkins.plugins.kamal.engine.deploy.build.DevBuild;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code build …}. */
@Command(name = "build", description = "Builds the app's image.")
public final class BuildCommand extends CommandGroup {

    private static final String REGISTRY = "registry";

    @Command(name = "push", description = "Builds the image and pushes it to the registry.")
    int push(
            @Mixin BuildOptions build,
            @Option(
                            names = "--output",
                            paramLabel = "TYPE",
                            defaultValue = REGISTRY,
                            description = "The output type of buildx; 'docker' keeps the image on this machine")
                    String output,
            @Option(names = "--built", hidden = true, description = "Push the image that was built on this machine")
                    boolean built) {
        return run(build.applyTo(task("push").ofCheckout(), false), session -> {
            if (built) {
                new BuildPushOperation(session).pushBuilt();
            } else {
                push(session, output);
            }
        });
    }

    @Command(name = "deliver", description = "Builds and pushes the image, and pulls it onto the servers.")
    int deliver(@Mixin BuildOptions build) {
        return run(build.applyTo(task("deliver").ofCheckout(), false), session -> {
            push(session, REGISTRY);
            new BuildPullOperation(session).run();
        });
    }

    @Command(name = "pull", description = "Pulls the image onto the servers.")
    int pull() {
        return run(task("pull").ofCheckout(), session -> new BuildPullOperation(session).run());
    }

    @Command(name = "create", description = "Creates the builder on this machine.")
    int create() {
        return run("create", session -> new BuilderOperations(session).create());
    }

    @Command(name = "remove", description = "Removes the builder from this machine.")
    int remove() {
        return run("remove", session -> new BuilderOperations(session).remove());
    }

    @Command(name = "details", description = "Prints the builders of this machine.")
    int details() {
        return run("details", session -> new BuilderOperations(session).details());
    }

    @Command(
            name = "dev",
            description =
                    "Builds an image for this machine from the working directory as it is, with tags that end in -dirty.")
    int dev(
            @Mixin BuildOptions build,
            @Option(
                            names = "--output",
                            paramLabel = "TYPE",
                            defaultValue = "docker",
                            description = "The output type of buildx; 'docker' keeps the image on this machine")
                    String output) {
        return run(build.applyTo(task("dev").ofCheckout(), false), session -> new DevBuild(session, output).run());
    }

    private static void push(Session session, String output) {
        BuildPushOperation push = new BuildPushOperation(session);
        if (output.equals(REGISTRY)) {
            push.run();
        } else {
            push.buildOnly(output);
        }
    }
}
