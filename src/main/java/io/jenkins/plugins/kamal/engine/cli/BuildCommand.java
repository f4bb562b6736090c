package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.PushBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code build …}. */
@Command(name = "build", description = "Builds the app's image.")
final class BuildCommand extends CommandGroup {

    @Command(name = "push", description = "Builds the image and pushes it to the registry.")
    int push(
            @Mixin BuildOptions build,
            @Option(
                            names = "--output",
                            paramLabel = "TYPE",
                            defaultValue = "registry",
                            description = "What buildx makes of it; 'docker' keeps the image on this machine")
                    String output,
            @Option(names = "--built", hidden = true, description = "Push what was built on this machine before")
                    boolean built) {
        return run(build.applyTo(task("push").ofCheckout(), false), session -> {
            PushBuild push = new PushBuild(session);
            if (built) {
                push.pushBuilt();
            } else if (output.equals("registry")) {
                push.run();
            } else {
                push.buildOnly(output);
            }
        });
    }
}
