package io.jenkins.plugins.kamal.task.invocation;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jenkins.MasterToSlaveFileCallable;

/** Writes, on the agent, for how many seconds the engine goes on without Jenkins. */
final class WriteAbsence extends MasterToSlaveFileCallable<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private final long seconds;

    WriteAbsence(long seconds) {
        this.seconds = seconds;
    }

    @Override
    public Void invoke(File directory, VirtualChannel channel) throws IOException {
        Path file = directory.toPath().resolve(InvocationDirectory.FOLLOWED);
        Files.deleteIfExists(file);
        Files.writeString(file, Long.toString(seconds), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return null;
    }
}
