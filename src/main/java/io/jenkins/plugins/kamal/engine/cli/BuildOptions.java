package io.jenkins.plugins.kamal.engine.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that build have in common. */
final class BuildOptions {

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
    Task applyTo(Task task, boolean skipPush) {
        return task.building(new Task.Build(skipPush, noCache, takesExisting, pushed.byImage()));
    }
}
