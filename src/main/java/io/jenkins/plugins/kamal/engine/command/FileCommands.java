package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Base64;

/** Writes files on a server from the input of a command; Kamal copies them with scp. */
public final class FileCommands {

    private static final int BASE64_LINE = 76;

    private FileCommands() {}

    /**
     * Writes a file into an existing directory. A reader sees the old content or the new content, never a part, and the
     * mode is never wider than the given one.
     *
     * @param path the file's path, relative to the home directory of the SSH user or absolute
     * @param mode the file's mode in octal digits, such as {@code 0600}
     */
    public static Command write(String path, String mode, Secret content) {
        return write(path, mode, "cat", content);
    }

    /**
     * Writes a file like {@link #write(String, String, Secret)}, but the content need not be text. A script is text, so
     * the content is sent in Base64.
     */
    public static Command write(String path, String mode, byte[] content) {
        byte[] lineEnd = {'\n'};
        String encoded = Base64.getMimeEncoder(BASE64_LINE, lineEnd).encodeToString(content);
        return write(path, mode, "base64 -d", Secret.of(encoded + "\n"));
    }

    private static Command write(String path, String mode, String reader, Secret input) {
        String target = Command.quote(path);
        String part = Command.quote(path + ".part.") + "$$";
        String steps = reader + " > " + part + " && chmod " + Command.quote(mode) + " " + part + " && mv -f " + part
                + " " + target;
        return Command.shell("( umask 077 && " + steps + " || { rm -f " + part + " ; exit 1 ; } )")
                .withInput(input);
    }
}
