package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.PushBuild;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code build …}. */
@Command(name = "build", description = "Builds the app's image.")
final class BuildCommand implements Callable<Integer> {

    @ParentCommand
    private KamalCommand kamal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Build what? See kamal build --help");
    }

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
        return new EngineRun(kamal.options(), "build", Optional.of("push"))
                .with(build)
                .run(session -> {
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
