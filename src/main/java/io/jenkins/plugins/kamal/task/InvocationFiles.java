package io.jenkins.plugins.kamal.task;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.kamal.engine.cli.Handover;
import io.jenkins.plugins.kamal.engine.cli.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.event.EventJson;
import io.jenkins.plugins.kamal.engine.event.NumberedEvent;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** The directory of one invocation on the agent, seen from the controller: {@code <workspace>@tmp/kamal-<id>}. */
public final class InvocationFiles {

    private static final int MOST_AT_ONCE = 1 << 20;

    private final FilePath directory;

    /** The directory of the invocation with this id beside a workspace. */
    public InvocationFiles(FilePath workspace, String id) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new IOException("The workspace " + workspace + " has no place for temporary files beside it");
        }
        this.directory = temporary.child("kamal-" + id);
    }

    /** The directory. */
    public FilePath directory() {
        return directory;
    }

    /** Makes the directory, for this user only, with everything the engine needs to start. */
    void prepare(FilePath agentRoot, Handover handover) throws IOException, InterruptedException {
        directory.act(new MakeDirectory());
        new JarCache(agentRoot).provide(directory);
        directory.act(new WriteSecrets(handover.toJson()));
    }

    /** Whether the engine has begun. */
    boolean isStarted() throws IOException, InterruptedException {
        return directory.child(InvocationDirectory.STARTED).exists();
    }

    /** Asks the engine to stop. */
    void askForStop() throws IOException, InterruptedException {
        if (directory.exists()) {
            directory.child(InvocationDirectory.STOP).touch(System.currentTimeMillis());
        }
    }

    /**
     * The events after a number.
     *
     * @param position where the last reading ended
     */
    Events eventsFrom(long position) throws IOException, InterruptedException {
        String text = directory.act(new ReadFrom(position));
        int complete = text.lastIndexOf('\n') + 1;
        String lines = text.substring(0, complete);
        return new Events(
                lines.lines().map(EventJson::read).toList(), position + lines.getBytes(StandardCharsets.UTF_8).length);
    }

    /** What the engine printed as the result of its command; empty where it printed none. */
    String output() throws IOException, InterruptedException {
        FilePath file = directory.child(InvocationDirectory.OUTPUT);
        return file.exists() ? file.readToString() : "";
    }

    /** Tells the engine that its build lives; an engine that was told once and is not told again stops. */
    void keepAlive() throws IOException, InterruptedException {
        directory.child(InvocationDirectory.ALIVE).touch(System.currentTimeMillis());
    }

    /** Removes everything. */
    void delete() throws IOException, InterruptedException {
        directory.deleteRecursive();
    }

    /**
     * Events that were read.
     *
     * @param events in their order
     * @param position where to read on
     */
    record Events(List<NumberedEvent> events, long position) {}

    private static final class MakeDirectory extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Void invoke(File directory, VirtualChannel channel) throws IOException {
            Files.createDirectories(directory.toPath().getParent());
            if (!directory.isDirectory()) {
                Files.createDirectory(
                        directory.toPath(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return null;
        }
    }

    /** Writes the secrets into a file that was never readable by anybody else. */
    private static final class WriteSecrets extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String json;

        WriteSecrets(String json) {
            this.json = json;
        }

        @Override
        public Void invoke(File directory, VirtualChannel channel) throws IOException {
            Path file = directory.toPath().resolve(InvocationDirectory.SECRETS);
            Files.deleteIfExists(file);
            try (SeekableByteChannel out = Files.newByteChannel(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(json);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            return null;
        }
    }

    private static final class ReadFrom extends MasterToSlaveFileCallable<String> {

        @Serial
        private static final long serialVersionUID = 1;

        private final long position;

        ReadFrom(long position) {
            this.position = position;
        }

        @Override
        public String invoke(File directory, VirtualChannel channel) throws IOException {
            try (SeekableByteChannel in =
                    Files.newByteChannel(directory.toPath().resolve(InvocationDirectory.EVENTS))) {
                in.position(position);
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_AT_ONCE, Math.max(0, in.size() - position)));
                while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                    // until full
                }
                return wholeLines(bytes.flip());
            } catch (NoSuchFileException e) {
                return "";
            }
        }

        /** Cut at a line end, so that no character is cut in two. */
        private static String wholeLines(ByteBuffer bytes) {
            int end = bytes.limit();
            while (end > 0 && bytes.get(end - 1) != '\n') {
                end--;
            }
            return StandardCharsets.UTF_8.decode(bytes.limit(end)).toString();
        }
    }
}
