package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.PushBuild;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            @Option(
                            names = {"--no-cache", "--no_cache"},
                            description = "Build without the cache")
                    boolean noCache) {
        return new EngineRun(kamal.options(), "build", Optional.of("push"))
                .withoutCache(noCache)
                .run(session -> new PushBuild(session).run());
    }
}
