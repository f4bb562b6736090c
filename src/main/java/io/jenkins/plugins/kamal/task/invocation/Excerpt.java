package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Text from a growing UTF-8 file.
 *
 * @param text whole lines, so that neither a character nor a secret is cut in two
 * @param end the position in bytes from which to read on
 */
public record Excerpt(String text, long end) implements Serializable {

    public static final int MOST_BYTES = 1 << 20;

    /**
     * The text of a file after a position, at most {@value #MOST_BYTES} bytes. It is empty if there is no such file, or if a
     * link, a directory or a named pipe is in its place.
     *
     * @param partial whether to include a last line without a line break
     */
    static Excerpt of(OpenDirectory directory, String file, long position, boolean partial) throws IOException {
        if (directory.look(file).filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            return new Excerpt("", position);
        }
        try (SeekableByteChannel in = open(directory, file)) {
            long size = in.size();
            if (size <= position) {
                return new Excerpt("", position);
            }
            in.position(position);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, size - position));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = in.read(bytes);
            }
            bytes.flip();
            // A line that is longer than one read would otherwise stop the reading forever.
            boolean whole = partial || (bytes.limit() == MOST_BYTES && endOfLines(bytes) == 0);
            bytes.limit(whole ? bytes.limit() : endOfLines(bytes));
            long end = position + bytes.limit();
            return new Excerpt(StandardCharsets.UTF_8.decode(bytes).toString(), end);
        } catch (NoSuchFileException | AccessDeniedException e) {
            // A hook, or an engine of another user in a container, keeps the file from the agent. To read it again
            // and again would never end.
            return new Excerpt("", position);
        }
    }

    /**
     * Opens the file for writing, too. Opening a named pipe for reading alone waits for a writer, and a hook can put a
     * pipe in the place of the file after the check. A pipe has no size, so nothing is read from it. Only a file of
     * another user is opened for reading alone: if that user replaces it by a pipe, the time limit of
     * {@link AgentFileWork} ends the wait.
     */
    static SeekableByteChannel open(OpenDirectory directory, String file) throws IOException {
        try {
            return directory.open(
                    file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (AccessDeniedException e) {
            if (directory.owner(file).equals(System.getProperty("user.name"))) {
                throw e;
            }
            return directory.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private static int endOfLines(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }
}
