package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.PushBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code build …}. */
@Command(name = "build", description = "Builds the app's image.")
final class BuildCommand extends CommandGroup {

    @Command(name = "push", description = "Builds the image and pushes it to the registry.")
    int push(
            @Option(
                            names = {"--no-cache", "--no_cache"},
                            description = "Build without the cache")
                    boolean noCache) {
        return run(task("push").ofCheckout().building(false, noCache), session -> new PushBuild(session).run());
    }
}
