package io.jenkins.plugins.kamal.engine.command.accessory;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** A file that is uploaded for an accessory ({@code upload} of {@code lib/kamal/cli/accessory.rb}). */
public final class AccessoryFile {

    private static final String DEFAULT_MODE = "755";

    private AccessoryFile() {}

    /** Where it stands on the host, relative to the home of the SSH user. */
    public static String hostPath(Accessory accessory, Mount file) {
        return accessory.serviceName() + file.remote();
    }

    /** Creates its directory, writes it, and gives it to its owner. */
    public static Script upload(Accessory accessory, Mount file, Secret content) {
        String path = hostPath(accessory, file);
        Script script = Script.of(
                Command.of("mkdir", "-p", path.substring(0, path.lastIndexOf('/'))),
                FileCommands.write(path, file.mode().orElse(DEFAULT_MODE), content));
        return file.owner()
                .map(owner -> script.run(Command.of("chown", owner, path)))
                .orElse(script);
    }
}
