package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
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
            description = "Use an image in the registry that has the version as its tag")
    private boolean takesExisting;

    /** The task with these options. */
    public CommandTask applyTo(CommandTask task, boolean skipPush) {
        return task.building(new BuildChoices(skipPush, noCache, takesExisting, pushed.byImage()));
    }
}
