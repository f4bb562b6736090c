package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** Files on a server, written from the command's input; Kamal copies them with scp. */
public final class FileCommands {

    private FileCommands() {}

    /**
     * Writes a file whose directory is there. Whoever reads it sees the old content or the new one, never a part, and
     * its mode is never wider than wanted.
     *
     * @param path relative to the home of the SSH user, or absolute
     * @param mode in octal digits, {@code 0600}
     */
    public static Command write(String path, String mode, Secret content) {
        String target = Command.quote(path);
        String part = Command.quote(path + ".part.") + "$$";
        String steps =
                "cat > " + part + " && chmod " + Command.quote(mode) + " " + part + " && mv -f " + part + " " + target;
        return Command.shell("( umask 077 && " + steps + " || { rm -f " + part + " ; exit 1 ; } )")
                .withInput(content);
    }
}
