package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** The commands for Kamal's directories on a server ({@code lib/kamal/commands/server.rb}). */
public final class ServerCommands {

    private final ServerPaths paths;

    /** The commands for this service and destination. */
    public ServerCommands(Configuration configuration) {
        this.paths = new ServerPaths(configuration);
    }

    /** Creates the directory that holds all of Kamal's files. */
    public Command ensureRunDirectory() {
        return Command.of("mkdir", "-p", ServerPaths.RUN_DIRECTORY).brief();
    }

    /** Removes the service's directory. */
    public Command removeAppDirectory() {
        return Command.of("rm", "-r", paths.appDirectory());
    }

    /** Prints the number of services that have a directory; if there are none, the proxy may be removed. */
    public Command appDirectoryCount() {
        Command list = Command.of("ls", ServerPaths.APPS_DIRECTORY);
        return list.sentAs("if [ -e " + ServerPaths.APPS_DIRECTORY + " ]; then " + list.wireText() + "; fi")
                .pipe(Command.of("wc", "-l"))
                .brief();
    }

    /** Runs a command of the user, given as shell text. */
    public Command exec(String command) {
        return Command.shell(command);
    }
}
