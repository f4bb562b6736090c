package io.jenkins.plugins.kamal.engine.protocol;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The file with every command of an invocation and its output, one line with its time after the other. The lines must
 * not contain secrets. Of a long log, the file has the beginning and the end. A failure to write the file stops
 * nothing.
 */
public final class CommandLogFile implements Closeable {

    /** The most bytes of the beginning that the file has. */
    static final int BEGINNING = 9 << 20;

    /** The most bytes of the end that the file has if it does not have everything. */
    static final int END = 1 << 20;

    /** The most bytes of the file, with a margin for the lines that say what is missing. */
    public static final int LARGEST = BEGINNING + END + 1024;

    /** The agent's user copies the file, and the engine may run as another one in a container. The directory is closed. */
    private static final String READABLE = "rw-r--r--";

    private final Clock clock;
    private final Deque<byte[]> end = new ArrayDeque<>();

    @CheckForNull
    private SeekableByteChannel file;

    private long written;
    private long held;
    private long leftOut;
    private boolean full;

    /** Creates the file, in a directory that only the agent's user can enter. The file must not exist. */
    public CommandLogFile(Path path, Clock clock) {
        this.clock = clock;
        try {
            file = Files.newByteChannel(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(READABLE)));
        } catch (IOException | UnsupportedOperationException cannotBeWritten) {
            file = null;
        }
    }

    /** Adds a line with the present time. */
    public synchronized void add(String line) {
        if (file == null) {
            return;
        }
        byte[] bytes =
                (clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n").getBytes(StandardCharsets.UTF_8);
        if (!full && written + bytes.length <= BEGINNING) {
            write(bytes);
            return;
        }
        if (!full) {
            full = true;
            write("The log is too long. Lines are left out from here on; the last ones follow when the command ends\n");
        }
        hold(bytes);
    }

    private void hold(byte[] bytes) {
        end.addLast(bytes);
        held += bytes.length;
        while (held > END) {
            held -= end.removeFirst().length;
            leftOut++;
        }
    }

    private void write(String line) {
        write(line.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) {
        SeekableByteChannel open = file;
        if (open == null) {
            return;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                open.write(buffer);
            }
            written += bytes.length;
        } catch (IOException diskFull) {
            file = null;
            release(open);
        }
    }

    /** Writes the last lines, and closes the file. */
    @Override
    public synchronized void close() {
        if (full) {
            write("Lines left out here: " + leftOut + "\n");
            end.forEach(this::write);
            end.clear();
        }
        SeekableByteChannel open = file;
        file = null;
        if (open != null) {
            release(open);
        }
    }

    private static void release(SeekableByteChannel open) {
        try {
            open.close();
        } catch (IOException nothingToDo) {
            // What was written stays, and the command does not depend on the rest.
        }
    }
}
