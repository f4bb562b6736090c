package io.jenkins.plugins.kamal.engine.command.accessory;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** A file that is uploaded for an accessory ({@code upload} of {@code lib/kamal/cli/accessory.rb}). */
public final class AccessoryFile {

    private static final String MODE = "755";
    private static final String SECRET_MODE = "600";

    private AccessoryFile() {}

    /** The path on the host, relative to the home directory of the SSH user. */
    public static String hostPath(Accessory accessory, Mount file) {
        return accessory.serviceName() + file.remote();
    }

    /**
     * Creates the file's directory, writes the file, and sets its owner if the configuration names one.
     *
     * @param secret whether the content holds a secret; if so, only the owner may read the file, unless the
     *     configuration names another mode
     */
    public static Script upload(Accessory accessory, Mount file, byte[] content, boolean secret) {
        String path = hostPath(accessory, file);
        String mode = file.mode().orElse(secret ? SECRET_MODE : MODE);
        Script script = Script.of(
                Command.of("mkdir", "-p", path.substring(0, path.lastIndexOf('/'))),
                FileCommands.write(path, mode, content));
        return file.owner()
                .map(owner -> script.run(Command.of("chown", owner, path)))
                .orElse(script);
    }
}
