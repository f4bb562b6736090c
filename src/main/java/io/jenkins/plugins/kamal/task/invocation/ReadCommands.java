package io.jenkins.plugins.kamal.task.invocation;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import jenkins.MasterToSlaveFileCallable;

/** Reads, on the agent, a piece of the log of all commands. */
final class ReadCommands extends MasterToSlaveFileCallable<Excerpt> {

    @Serial
    private static final long serialVersionUID = 1;

    private final long position;

    ReadCommands(long position) {
        this.position = position;
    }

    @Override
    public Excerpt invoke(File directory, VirtualChannel channel) throws IOException {
        Path file = directory.toPath().resolve(InvocationDirectory.COMMANDS);
        Excerpt lines = Excerpt.of(file, position, false);
        return lines.text().isEmpty() ? Excerpt.of(file, position, true) : lines;
    }
}
