package io.jenkins.plugins.kamal.task.invocation;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import jenkins.MasterToSlaveFileCallable;

/**
 * Creates a file on the agent, or sets its time to now. A link that a hook has put in its place is replaced and not
 * followed. A named pipe is replaced, too, because Java opens a file to set its time and would wait for a writer.
 */
final class TouchFile extends MasterToSlaveFileCallable<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;

    TouchFile(String name) {
        this.name = name;
    }

    @Override
    public Void invoke(File directory, VirtualChannel channel) throws IOException {
        Path file = directory.toPath().resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
        }
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.fromMillis(System.currentTimeMillis()), null, null);
        }
        return null;
    }
}
