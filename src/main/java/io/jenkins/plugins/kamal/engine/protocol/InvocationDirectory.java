package io.jenkins.plugins.kamal.engine.protocol;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory through which the plugin and the engine communicate: {@code <workspace>@tmp/kamal-<id>/} on the agent.
 *
 * @param path the directory
 */
public record InvocationDirectory(Path path) {

    /** Created exclusively by the engine, so that there is no second start. */
    public static final String STARTED = "started";

    /** The handover, written by the plugin and deleted by the engine. */
    public static final String SECRETS = "secrets.json";

    /** The events, appended by the engine. */
    public static final String EVENTS = "events.jsonl";

    /** The exit status of a process that did nothing, because another process had already started the invocation. */
    public static final int ALREADY_STARTED = 76;

    /** Created by the plugin to ask for a stop. */
    public static final String STOP = "stop";

    /** Replaced by the plugin as long as the build is alive, if the build cannot survive a restart of Jenkins. */
    public static final String ALIVE = "alive";

    /**
     * Replaced by the plugin when it reads what the engine has written, if the build can survive a restart of Jenkins.
     * Its content is the number of seconds after which the engine gives up an absent Jenkins.
     */
    public static final String FOLLOWED = "followed";

    private static final int LONGEST_NUMBER = 18;

    private static final int LARGEST_HANDOVER = 16 << 20;

    private static final Set<OpenOption> WITHOUT_WAITING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private static final String LOCK_ANSWER = "lock-";

    /** The result that a command prints, separate from the log. */
    public static final String OUTPUT = "output";

    /** Every command with its output, written by the engine. */
    public static final String COMMANDS = "commands";

    /**
     * Marks the invocation as started.
     *
     * @throws AlreadyStartedException if another process has already started the invocation; the caller must do nothing
     */
    public void claim() throws IOException {
        try {
            Files.createFile(path.resolve(STARTED));
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyStartedException(path);
        }
    }

    /** Reads the handover, and deletes its file in any case; {@link Handover#NOTHING} if there is no such file. */
    public Handover takeHandover() {
        Path file = path.resolve(SECRETS);
        try {
            return readAndDelete(file);
        } catch (NoSuchFileException e) {
            return Handover.NOTHING;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file of secrets from the plugin cannot be read and deleted: " + file, e);
        }
    }

    private static Handover readAndDelete(Path file) throws IOException {
        byte[] json = {};
        try {
            requirePrivate(file);
            json = readOpened(file);
            Files.delete(file);
            return Handover.fromBytes(json);
        } finally {
            Arrays.fill(json, (byte) 0);
            Files.deleteIfExists(file);
        }
    }

    /**
     * Reads the whole of a file without ever waiting for a pipe, into an array of its own that can be overwritten. Opening
     * for reading and writing does not wait, and there are no positions in a pipe.
     */
    private static byte[] readOpened(Path file) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(file, WITHOUT_WAITING)) {
            long size = in.size();
            if (size > LARGEST_HANDOVER) {
                throw new IOException("it has more than " + LARGEST_HANDOVER + " bytes");
            }
            in.position(0);
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = in.read(bytes);
            }
            return bytes.array();
        }
    }

    /**
     * Shows that the engine is alive, by the modification time of the file that marks its start. A hook may have
     * replaced the file with a named pipe or a link. Therefore nothing that is there is opened; a new file takes its
     * place.
     */
    public void showLife() throws IOException {
        Path started = path.resolve(STARTED);
        if (!Files.isRegularFile(started, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path fresh = Files.createFile(path.resolve(STARTED + "." + UUID.randomUUID()));
        try {
            Files.move(fresh, started, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Rejects a file that other users can read or write: they may know its content, or may have changed it. */
    private static void requirePrivate(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            return;
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!mode.endsWith("------")) {
            throw new EngineException(
                    Topic.JENKINS,
                    "The file of secrets from the plugin is open to others (" + file + " has the mode " + mode
                            + "), so it is not used. Look at what changes modes in the agent's workspace, such as an ACL");
        }
    }

    /**
     * Appends a line to the result of the command. A hook may have replaced the file. A link is not followed. A named
     * pipe does not block the engine, because it is opened for reading, too, and it is refused, because nothing has a
     * position in a pipe. One thread at a time may call this.
     */
    public void appendOutput(String line) {
        Path output = path.resolve(OUTPUT);
        Set<OpenOption> creating = new HashSet<>(WITHOUT_WAITING);
        creating.add(StandardOpenOption.CREATE);
        try (SeekableByteChannel out = Files.newByteChannel(output, creating)) {
            out.position(out.size());
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
                throw new EngineException(
                        Topic.JENKINS,
                        "The result cannot be written, because " + output
                                + " is no longer a regular file. A hook or another program has replaced it; find out which",
                        e);
            }
            throw new UncheckedIOException("The result cannot be written; is the agent's disk full?", e);
        }
    }

    /** The file of events. */
    public Path events() {
        return path.resolve(EVENTS);
    }

    /** Whether the plugin asks for a stop. */
    public boolean isStopAsked() {
        return Files.exists(path.resolve(STOP));
    }

    /** The name of the file with which the plugin answers whether the run that holds a lock has ended. */
    public static String lockAnswer(String question, boolean ended) {
        return LOCK_ANSWER + question + (ended ? "-ended" : "-held");
    }

    /**
     * The plugin's answer to a question about a lock, true if the run has ended; empty as long as there is no answer.
     */
    public Optional<Boolean> lockAnswer(String question) {
        return Stream.of(true, false)
                .filter(ended ->
                        Files.isRegularFile(path.resolve(lockAnswer(question, ended)), LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /**
     * A number that changes with each sign of life of the build; empty if the build gives no sign. The number must not
     * be read as a time, because the plugin's clock may differ from the agent's.
     */
    public Optional<Long> lifeSign() {
        return changeOf(ALIVE);
    }

    /** A number that changes each time that the plugin reads; empty if the plugin left no file for this. */
    public Optional<Long> followedSign() {
        return changeOf(FOLLOWED);
    }

    /** For how many seconds the plugin may be absent; empty if for ever. */
    public OptionalLong allowedAbsence() {
        try {
            return OptionalLong.of(Long.parseLong(
                    RegularFile.text(path.resolve(FOLLOWED), LONGEST_NUMBER).strip()));
        } catch (IOException | NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    private Optional<Long> changeOf(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(path.resolve(name)).toMillis());
        } catch (IOException noSuchFile) {
            return Optional.empty();
        }
    }

    /** Whether the directory is gone, because the build was deleted or the agent's workspace was cleaned. */
    public boolean isLost() {
        return !Files.isDirectory(path);
    }

    /** Reports a second start of an invocation, which is rejected. */
    public static final class AlreadyStartedException extends IOException {

        private static final long serialVersionUID = 1;

        public AlreadyStartedException(Path path) {
            super("This invocation was started already (" + path.resolve(STARTED)
                    + " exists), so nothing is done a second time");
        }
    }
}
