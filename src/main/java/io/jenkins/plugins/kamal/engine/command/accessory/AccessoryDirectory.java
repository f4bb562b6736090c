package io.jenkins.plugins.kamal.engine.command.accessory;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** A directory of an accessory's data on the host ({@code directories} of {@code lib/kamal/cli/accessory.rb}). */
public final class AccessoryDirectory {

    private AccessoryDirectory() {}

    /** The path on the host: absolute, or below the accessory's own directory. */
    public static String hostPath(Accessory accessory, Mount directory) {
        return directory.local().startsWith("/")
                ? directory.local()
                : accessory.serviceName() + "/" + directory.local();
    }

    /** Creates the directory, and sets its mode and owner if the configuration names them. */
    public static Script create(Accessory accessory, Mount directory) {
        String path = hostPath(accessory, directory);
        Script script = Script.of(on(path, Command.of("mkdir", "-p")));
        if (directory.mode().isPresent()) {
            script = script.run(on(path, Command.of("chmod", directory.mode().get())));
        }
        if (directory.owner().isPresent()) {
            script = script.run(on(path, Command.of("chown", directory.owner().get())));
        }
        return script;
    }

    private static Command on(String path, Command command) {
        return path.startsWith("/") ? command.with(path) : command.withShell("$PWD/" + Command.quote(path));
    }
}
