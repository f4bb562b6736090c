package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Puts a new file in the place of whatever has its name in the directory of an invocation. Does nothing if the directory
 * is gone: the engine stops when it notices that.
 */
final class PutFile extends AgentFileWork<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String READABLE = "rw-r--r--";

    private final String name;
    private final String content;
    private final String permissions;

    private PutFile(String name, String content, String permissions) {
        this.name = name;
        this.content = content;
        this.permissions = permissions;
    }

    /** An empty file, which is there or has changed. */
    static PutFile sign(String name) {
        return text(name, "");
    }

    /** A file with a text, which the engine may read even if it runs as another user. */
    static PutFile text(String name, String content) {
        return new PutFile(name, content, READABLE);
    }

    @Override
    @CheckForNull
    protected Void work(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            files.put(name, content.getBytes(StandardCharsets.UTF_8), permissions);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return null;
        }
        return null;
    }
}
