package io.jenkins.plugins.kamal.engine.protocol;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory in which plugin and engine meet: {@code <workspace>@tmp/kamal-<id>/} on the agent.
 *
 * @param path the directory
 */
public record InvocationDirectory(Path path) {

    /** Created by the engine, exclusively: there is no second start. */
    public static final String STARTED = "started";

    /** What is handed over, written by the plugin, deleted by the engine. */
    public static final String SECRETS = "secrets.json";

    /** What happens, appended by the engine. */
    public static final String EVENTS = "events.jsonl";

    /** The exit status of a process that found its invocation started by another one, and did nothing. */
    public static final int ALREADY_STARTED = 76;

    /** Created by the plugin to ask for a stop. */
    public static final String STOP = "stop";

    /** Touched by the plugin as long as the build lives, where the build cannot outlive a restart of Jenkins. */
    public static final String ALIVE = "alive";

    private static final String LOCK_ANSWER = "lock-";

    /** What a command prints as its result, beside the log. */
    public static final String OUTPUT = "output";

    /**
     * Marks the invocation as started.
     *
     * @throws AlreadyStartedException where another process did so before: this one must not do anything
     */
    public void claim() throws IOException {
        try {
            Files.createFile(path.resolve(STARTED));
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyStartedException(path);
        }
    }

    /** Reads what the plugin hands over, and deletes it whatever happens; nothing where there is no such file. */
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
        try {
            requirePrivate(file);
            return Handover.fromJson(Files.readString(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Shows that the engine lives, by the time of the file that marks its start. Java opens a file to set its time, so
     * that a named pipe, which a hook may have put in its place, would hold the engine for ever.
     */
    public void showLife() throws IOException {
        Path started = path.resolve(STARTED);
        if (Files.isRegularFile(started, LinkOption.NOFOLLOW_LINKS)) {
            Files.setLastModifiedTime(started, FileTime.from(Instant.now()));
        }
    }

    /** What others could read or write may be known to them, or not be what the plugin wrote. */
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
     * Adds a line to what the command prints as its result. A hook may have put something else in the place of the file:
     * a named pipe would hold the engine for ever, a link would lead somewhere else.
     */
    public void appendOutput(String line) {
        Path output = path.resolve(OUTPUT);
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new EngineException(
                    Topic.JENKINS,
                    "The result cannot be written, because " + output
                            + " is no longer a regular file. A hook or another program has replaced it; find out which");
        }
        Set<OpenOption> appending =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel out = Files.newByteChannel(output, appending)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
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

    /** The plugin's answer to a question about a lock; empty as long as there is none. */
    public Optional<Boolean> lockAnswer(String question) {
        return Stream.of(true, false)
                .filter(ended ->
                        Files.isRegularFile(path.resolve(lockAnswer(question, ended)), LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /**
     * A number that changes with each sign of life of the build; -1 where the build gives none. It is no time: the
     * plugin's clock may differ from the agent's.
     */
    public long lifeSign() {
        try {
            return Files.getLastModifiedTime(path.resolve(ALIVE)).toMillis();
        } catch (IOException noSuchFile) {
            return -1;
        }
    }

    /** Whether it is gone: the build was deleted, or the agent's workspace cleaned. */
    public boolean isLost() {
        return !Files.isDirectory(path);
    }

    /** A second start of one invocation, refused. */
    public static final class AlreadyStartedException extends IOException {

        private static final long serialVersionUID = 1;

        public AlreadyStartedException(Path path) {
            super("This invocation was started already (" + path.resolve(STARTED)
                    + " exists), so nothing is done a second time");
        }
    }
}
