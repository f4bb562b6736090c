package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;

/**
 * The commands for the error pages that the proxy shows for a version ({@code lib/kamal/commands/app/error_pages.rb}).
 */
public final class ErrorPageCommands {

    private final String directory;
    private final Version version;

    public ErrorPageCommands(Configuration configuration, Version version) {
        this.directory = new ServerPaths(configuration).errorPages();
        this.version = version;
    }

    /** Creates the directory of this version's pages. */
    public Command createDirectory() {
        return Command.of("mkdir", "-p", directory + "/" + version);
    }

    /** The path of a page of this version; {@code fileName} is a name such as {@code 503.html}. */
    public String path(String fileName) {
        return directory + "/" + version + "/" + fileName;
    }

    /** Removes the pages of all other versions. */
    public Command cleanUp() {
        return Command.of("find", directory, "-mindepth", "1", "-maxdepth", "1", "!", "-name", version.value())
                .with("-exec", "rm", "-rf", "{}", "+");
    }
}
