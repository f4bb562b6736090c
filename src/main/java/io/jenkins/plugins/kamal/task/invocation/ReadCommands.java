package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Reads, on the agent, a piece of the log of all commands. */
final class ReadCommands extends AgentFileWork<Excerpt> {

    @Serial
    private static final long serialVersionUID = 1;

    private final long position;

    ReadCommands(long position) {
        this.position = position;
    }

    @Override
    protected Excerpt work(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            Excerpt lines = Excerpt.of(files, InvocationDirectory.COMMANDS, position, false);
            return lines.text().isEmpty() ? Excerpt.of(files, InvocationDirectory.COMMANDS, position, true) : lines;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return new Excerpt("", position);
        }
    }
}
