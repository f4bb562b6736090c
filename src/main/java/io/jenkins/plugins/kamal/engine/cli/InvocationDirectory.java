package io.jenkins.plugins.kamal.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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

    /** Created by the plugin to ask for a stop. */
    public static final String STOP = "stop";

    /**
     * Marks the invocation as started.
     *
     * @throws AlreadyStartedException where another process did so before: this one must not do anything
     */
    void claim() throws IOException {
        try {
            Files.createFile(path.resolve(STARTED));
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyStartedException(path);
        }
    }

    /** Reads what the plugin hands over, and deletes it whatever happens; nothing where there is no such file. */
    Handover takeHandover() {
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
            return Handover.fromJson(Files.readString(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The file of events. */
    Path events() {
        return path.resolve(EVENTS);
    }

    /** Whether the plugin asks for a stop. */
    boolean isStopAsked() {
        return Files.exists(path.resolve(STOP));
    }

    /** Whether it is gone: the build was deleted, or the agent's workspace cleaned. */
    boolean isLost() {
        return !Files.isDirectory(path);
    }

    /** A second start of one invocation, refused. */
    static final class AlreadyStartedException extends IOException {

        private static final long serialVersionUID = 1;

        AlreadyStartedException(Path path) {
            super("This invocation was started already (" + path.resolve(STARTED)
                    + " exists), so nothing is done a second time");
        }
    }
}
