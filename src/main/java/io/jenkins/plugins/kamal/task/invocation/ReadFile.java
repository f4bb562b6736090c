package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Reads, on the agent, the beginning of a file in the directory of an invocation. */
final class ReadFile extends AgentFileWork<Excerpt> {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;

    ReadFile(String name) {
        this.name = name;
    }

    @Override
    protected Excerpt work(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            return Excerpt.of(files, name, 0, true);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new Excerpt("", 0);
        }
    }
}
