package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** A directory that only this user may enter, in a place that all users share. */
final class OwnDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;

    OwnDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory, or denies other users access to an existing one.
     *
     * @throws DeployException if the path is a symbolic link or not a directory, or if another user owns it
     */
    void prepare() {
        try {
            create();
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw refused("is not a directory" + (Files.isSymbolicLink(path) ? ", but a symbolic link" : ""));
            }
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            UserPrincipal user = user();
            if (!owner.equals(user)) {
                throw refused(
                        "belongs to the user " + owner.getName() + ", and this process runs as " + user.getName());
            }
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + path + " for the clean clone cannot be made", e);
        }
    }

    private void create() throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException there) {
            // The caller checks the existing file.
        }
    }

    /** Returns the user of this process. The user need not have a name, so the owner of a new file is read instead. */
    private static UserPrincipal user() throws IOException {
        Path file = Files.createTempFile("kamal-owner-", null);
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }

    private DeployException refused(String why) {
        return new DeployException(
                Topic.BUILD,
                "The image is not built in " + path + ", because it " + why
                        + ", so another user could change what is built. Remove it, or set TMPDIR to a directory of your own");
    }
}
