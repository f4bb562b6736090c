package io.jenkins.plugins.kamal.task.invocation;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/** The directory of one invocation on the agent, seen from the controller: {@code <workspace>@tmp/kamal-<id>}. */
public final class InvocationFiles {

    /** What the engine prints, beside what it tells in events; written by the shell that starts it. */
    public static final String LOG = "log";

    /** The directories of the durable tasks that started it, one on each line; written by the same shell. */
    public static final String LAUNCHES = "launches";

    private static final Pattern DURABLE_TASK = Pattern.compile("durable-[0-9a-f]+");

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

    /** Makes the directory, for this user only. */
    public void prepare() throws IOException, InterruptedException {
        directory.act(new MakeDirectory());
    }

    /** Writes the secrets, which the engine deletes as soon as it has read them. */
    public void handOver(Handover handover) throws IOException, InterruptedException {
        directory.act(new WriteSecrets(handover.toJson()));
    }

    /** Whether the engine has begun. */
    public boolean isStarted() throws IOException, InterruptedException {
        return directory.child(InvocationDirectory.STARTED).exists();
    }

    /** Asks the engine to stop. */
    public void askForStop() throws IOException, InterruptedException {
        if (directory.exists()) {
            directory.act(new Touch(InvocationDirectory.STOP));
        }
    }

    /** Answers the engine's question whether the run that holds a deploy lock has ended. */
    public void answerAboutLock(String question, boolean ended) throws IOException, InterruptedException {
        if (directory.exists()) {
            directory.act(new Touch(InvocationDirectory.lockAnswer(question, ended)));
        }
    }

    /** What is new after these positions, in whole lines; at the end also a last line that nobody ended. */
    public InvocationUpdate newsAfter(long logPosition, long eventsPosition, boolean atTheEnd)
            throws IOException, InterruptedException {
        return directory.act(new ReadNews(logPosition, eventsPosition, atTheEnd));
    }

    /**
     * What the engine printed as the result of its command; empty where it printed none.
     *
     * @throws AbortException where that is more than a step returns
     */
    public String output() throws IOException, InterruptedException {
        Excerpt output = directory.act(new ReadOutput());
        if (output.end() >= Excerpt.MOST_BYTES) {
            throw new AbortException("The command printed " + (Excerpt.MOST_BYTES >> 20)
                    + " MiB or more, which is too much for 'returnOutput'. The whole output is in the log above;"
                    + " have the command print less, or leave out 'returnOutput'");
        }
        return output.text();
    }

    /** Tells the engine that its build lives; an engine that was told once and is not told again stops. */
    public void keepAlive() throws IOException, InterruptedException {
        directory.act(new Touch(InvocationDirectory.ALIVE));
    }

    /** Removes everything, also what a launch left whose handle was lost with the controller. */
    public void delete() throws IOException, InterruptedException {
        for (String launch : directory.act(new ReadLaunches())) {
            FilePath left = directory.sibling(launch);
            if (left != null) {
                left.deleteRecursive();
            }
        }
        directory.deleteRecursive();
    }

    /**
     * Makes a file, or gives it a new time. A link that a hook has put in its place is replaced, not followed; so is a
     * named pipe, because Java opens a file to set its time and would wait for a writer.
     */
    private static final class Touch extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String name;

        Touch(String name) {
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

    private static final class ReadLaunches extends MasterToSlaveFileCallable<ArrayList<String>> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public ArrayList<String> invoke(File directory, VirtualChannel channel) throws IOException {
            ArrayList<String> names = new ArrayList<>();
            String lines =
                    Excerpt.of(directory.toPath().resolve(LAUNCHES), 0, true).text();
            for (String line : lines.lines().toList()) {
                String name = line.substring(line.lastIndexOf('/') + 1);
                if (DURABLE_TASK.matcher(name).matches()) {
                    names.add(name);
                }
            }
            return names;
        }
    }

    private static final class ReadOutput extends MasterToSlaveFileCallable<Excerpt> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Excerpt invoke(File directory, VirtualChannel channel) throws IOException {
            return Excerpt.of(directory.toPath().resolve(InvocationDirectory.OUTPUT), 0, true);
        }
    }

    private static final class ReadNews extends MasterToSlaveFileCallable<InvocationUpdate> {

        @Serial
        private static final long serialVersionUID = 1;

        private final long logPosition;
        private final long eventsPosition;
        private final boolean atTheEnd;

        ReadNews(long logPosition, long eventsPosition, boolean atTheEnd) {
            this.logPosition = logPosition;
            this.eventsPosition = eventsPosition;
            this.atTheEnd = atTheEnd;
        }

        @Override
        public InvocationUpdate invoke(File directory, VirtualChannel channel) throws IOException {
            Path path = directory.toPath();
            boolean present = Files.isDirectory(path);
            File started = path.resolve(InvocationDirectory.STARTED).toFile();
            long silence = started.exists() ? System.currentTimeMillis() - started.lastModified() : 0;
            return new InvocationUpdate(
                    Excerpt.of(path.resolve(LOG), logPosition, atTheEnd),
                    Excerpt.of(path.resolve(InvocationDirectory.EVENTS), eventsPosition, false),
                    present,
                    silence);
        }
    }

    private static final class MakeDirectory extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Void invoke(File directory, VirtualChannel channel) throws IOException {
            requireEncodable(directory);
            Path parent = directory.toPath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!directory.isDirectory()) {
                Files.createDirectory(
                        directory.toPath(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return null;
        }
    }

    /** Java names files in the encoding of the locale that it was started with, and finds no others. */
    private static void requireEncodable(File directory) throws AbortException {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        if (!encoding.newEncoder().canEncode(directory.getPath())) {
            throw new AbortException("The workspace's path holds characters that the locale of the agent's Java ("
                    + encoding + ") lacks: " + directory.getParent()
                    + ". Start the agent with LC_ALL=C.UTF-8, or give the workspace another name");
        }
    }

    /** Writes the secrets into a file that was never readable by anybody else, and is there whole or not at all. */
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
            Path arriving = directory.toPath().resolve(InvocationDirectory.SECRETS + ".part");
            Files.deleteIfExists(arriving);
            try (SeekableByteChannel out = Files.newByteChannel(
                    arriving,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(json);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            Files.move(arriving, file, StandardCopyOption.ATOMIC_MOVE);
            return null;
        }
    }
}
