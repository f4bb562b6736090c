package io.jenkins.plugins.kamal.task.invocation;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import jenkins.MasterToSlaveFileCallable;

/** Writes the secrets on the agent, into a file that only its user can read and that is complete when it appears. */
final class WriteSecrets extends MasterToSlaveFileCallable<Void> {

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
