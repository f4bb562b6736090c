package io.jenkins.plugins.kamal.task.invocation;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import jenkins.MasterToSlaveFileCallable;

/** Reads, on the agent, what an invocation has written since the last read. */
final class ReadUpdate extends MasterToSlaveFileCallable<InvocationUpdate> {

    @Serial
    private static final long serialVersionUID = 1;

    private final long logPosition;
    private final long eventsPosition;
    private final boolean atTheEnd;

    ReadUpdate(long logPosition, long eventsPosition, boolean atTheEnd) {
        this.logPosition = logPosition;
        this.eventsPosition = eventsPosition;
        this.atTheEnd = atTheEnd;
    }

    @Override
    public InvocationUpdate invoke(File directory, VirtualChannel channel) throws IOException {
        Path path = directory.toPath();
        showThatJenkinsReads(path.resolve(InvocationDirectory.FOLLOWED));
        boolean present = Files.isDirectory(path);
        File started = path.resolve(InvocationDirectory.STARTED).toFile();
        long silence = started.exists() ? System.currentTimeMillis() - started.lastModified() : 0;
        return new InvocationUpdate(
                Excerpt.of(path.resolve(InvocationFiles.LOG), logPosition, atTheEnd),
                Excerpt.of(path.resolve(InvocationDirectory.EVENTS), eventsPosition, false),
                present,
                silence);
    }

    /** Changes the time of the file that the plugin left for this, and never follows a link or opens a named pipe. */
    private static void showThatJenkinsReads(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.fromMillis(System.currentTimeMillis()), null, null);
        }
    }
}
