package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.BuilderByHand;
import io.jenkins.plugins.kamal.engine.deploy.DevBuild;
import io.jenkins.plugins.kamal.engine.deploy.PullBuild;
import io.jenkins.plugins.kamal.engine.deploy.PushBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code build …}. */
@Command(name = "build", description = "Builds the app's image.")
final class BuildCommand extends CommandGroup {

    private static final String REGISTRY = "registry";
    private static final String LOCAL_IMAGES = "docker";

    /** How the image is built. */
    static final class HowBuilt {

        @Option(
                names = {"--no-cache", "--no_cache"},
                description = "Build without the cache")
        private boolean noCache;

        @Option(names = "--output", paramLabel = "TYPE", description = "buildx's output type, instead of the usual one")
        private String output;

        private String output(String usual) {
            return output == null ? usual : output;
        }
    }

    @Command(name = "deliver", description = "Builds and pushes the image, and pulls it onto the servers.")
    int deliver(@Mixin HowBuilt how) {
        return run(task("deliver").ofCheckout().building(false, how.noCache), session -> {
            new PushBuild(session, how.output(REGISTRY)).run();
            new PullBuild(session).run();
        });
    }

    @Command(name = "push", description = "Builds the image and pushes it to the registry.")
    int push(@Mixin HowBuilt how) {
        return run(
                task("push").ofCheckout().building(false, how.noCache),
                session -> new PushBuild(session, how.output(REGISTRY)).run());
    }

    @Command(name = "pull", description = "Pulls the image onto the servers.")
    int pull() {
        return run(task("pull").ofCheckout(), session -> new PullBuild(session).run());
    }

    @Command(name = "create", description = "Creates the builder on this machine.")
    int create() {
        return run("create", session -> new BuilderByHand(session).create());
    }

    @Command(name = "remove", description = "Removes the builder from this machine.")
    int remove() {
        return run("remove", session -> new BuilderByHand(session).remove());
    }

    @Command(name = "details", description = "Prints the builders of this machine.")
    int details() {
        return run("details", session -> new BuilderByHand(session).details());
    }

    @Command(name = "dev", description = "Builds the working directory as it is, for this machine, with tags that end in -dirty.")
    int dev(@Mixin HowBuilt how) {
        return run(
                task("dev").ofCheckout().building(false, how.noCache),
                session -> new DevBuild(session, how.output(LOCAL_IMAGES)).run());
    }
}
