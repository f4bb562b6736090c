package io.jenkins.plugins.kamal.task.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Directories that only this process's user can enter. */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    static final FileAttribute<Set<PosixFilePermission>> ATTRIBUTE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private PrivateDirectory() {}

    /** Creates a directory, or closes an existing one to others. Refuses a link and a directory of another user. */
    static void require(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, ATTRIBUTE);
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    directory + " is not a directory. Remove it, because the plugin stores the Kamal engine there");
        }
        if (!Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
            close(directory);
        }
    }

    /** Only the owner can change the mode, so a directory of another user is refused here. */
    private static void close(Path directory) throws IOException {
        try {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException e) {
            throw new IOException(
                    directory + " belongs to another user, so the plugin does not store the Kamal engine there."
                            + " Remove the directory, or give the agent a root directory of its own",
                    e);
        }
    }
}
