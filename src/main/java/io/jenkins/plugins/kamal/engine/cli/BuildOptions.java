package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What commands that build have in common. */
final class BuildOptions {

    @Option(
            names = {"-P", "--skip-push", "--skip_push"},
            description = "Neither build nor push; take the image from the registry")
    private boolean skipPush;

    @Option(
            names = {"--no-cache", "--no_cache"},
            description = "Build without the cache")
    private boolean noCache;

    @Option(names = "--digest", hidden = true, description = "The digest under which the version was pushed")
    private String digest;

    /** The task with these options. */
    Task applyTo(Task task) {
        return task.building(skipPush, noCache)
                .proving(Optional.ofNullable(digest).map(Digest::new));
    }
}
