package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all building commands share. */
public final class BuildOptions {

    @Option(
            names = {"--no-cache", "--no_cache"},
            description = "Build without the cache")
    private boolean noCache;

    @Mixin
    private final PushedImages pushed = new PushedImages();

    @Option(
            names = "--take-existing",
            hidden = true,
            description = "Take an image that is in the registry under the version")
    private boolean takesExisting;

    /** The task with these options. */
    public CommandTask applyTo(CommandTask task, boolean skipPush) {
        return task.building(new CommandTask.Build(skipPush, noCache, takesExisting, pushed.byImage()));
    }
}
