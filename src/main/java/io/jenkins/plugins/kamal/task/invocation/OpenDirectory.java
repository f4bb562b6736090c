package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The directory of an invocation, opened once. A hook in a container can replace the directory, and everything in it, by
 * links to files of the agent that the container does not see. Therefore the directory is no link, and its files are found
 * through the open directory, not through its path. Where the system cannot do that (macOS), only the first look is safe.
 */
final class OpenDirectory implements Closeable {

    private final Path path;

    @CheckForNull
    private final SecureDirectoryStream<Path> opened;

    private OpenDirectory(Path path, @CheckForNull SecureDirectoryStream<Path> opened) {
        this.path = path;
        this.opened = opened;
    }

    /**
     * Opens a directory.
     *
     * @throws NoSuchFileException if there is no directory
     * @throws NotDirectoryException if a link or a file is in its place
     */
    static OpenDirectory of(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path parent = path.getParent();
        if (!attributes.isDirectory() || parent == null) {
            throw new NotDirectoryException(path.toString());
        }
        try (DirectoryStream<Path> above = Files.newDirectoryStream(parent)) {
            return new OpenDirectory(
                    path,
                    above instanceof SecureDirectoryStream<Path> secure
                            ? secure.newDirectoryStream(path.getFileName(), LinkOption.NOFOLLOW_LINKS)
                            : null);
        }
    }

    /** Opens a file, but never a link. */
    SeekableByteChannel open(String name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Path file = Path.of(name);
        SecureDirectoryStream<Path> secure = opened;
        return secure == null
                ? Files.newByteChannel(path.resolve(file), options, attributes)
                : secure.newByteChannel(file, options, attributes);
    }

    /** What a file is and when it changed; empty if there is none. A link is not followed. */
    Optional<BasicFileAttributes> look(String name) throws IOException {
        try {
            return Optional.of(view(name, BasicFileAttributeView.class).readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The name of the user who owns a file. */
    String owner(String name) throws IOException {
        return view(name, FileOwnerAttributeView.class).getOwner().getName();
    }

    private <V extends FileAttributeView> V view(String name, Class<V> type) {
        Path file = Path.of(name);
        SecureDirectoryStream<Path> secure = opened;
        return secure == null
                ? Files.getFileAttributeView(path.resolve(file), type, LinkOption.NOFOLLOW_LINKS)
                : secure.getFileAttributeView(file, type, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Puts a new file in the place of whatever has this name, unless it is a directory. Nothing that is there is opened,
     * so neither a link is followed nor does a named pipe block. Readers see the old file or the whole new one.
     *
     * @param permissions the mode of the file, such as {@code rw-------}
     */
    void put(String name, byte[] content, String permissions) throws IOException {
        if (look(name).filter(BasicFileAttributes::isDirectory).isPresent()) {
            return;
        }
        String arriving = name + "." + UUID.randomUUID();
        try (SeekableByteChannel out = open(
                arriving,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        SecureDirectoryStream<Path> secure = opened;
        if (secure == null) {
            Files.move(path.resolve(arriving), path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } else {
            secure.move(Path.of(arriving), secure, Path.of(name));
        }
    }

    @Override
    public void close() throws IOException {
        SecureDirectoryStream<Path> secure = opened;
        if (secure != null) {
            secure.close();
        }
    }
}
