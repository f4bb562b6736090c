package io.jenkins.plugins.kamal.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files whose names come from a workspace. Whoever controls the workspace can replace a file with a named pipe,
 * which blocks a reader forever, or with a link to a device that never ends.
 */
public final class RegularFile {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Executor READERS = Executors.newCachedThreadPool(RegularFile::reader);

    private RegularFile() {}

    /**
     * Reads the bytes of a file.
     *
     * @param most the maximum number of bytes
     * @throws TooLargeException if the file has more
     * @throws IOException if the file does not exist, is a directory, pipe or device, or cannot be read within a minute
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        require(file);
        byte[] bytes = opened(file, most + 1, LIMIT);
        if (bytes.length > most) {
            throw new TooLargeException(file);
        }
        return bytes;
    }

    /**
     * Reads the first bytes of a file, at most this many.
     *
     * @throws IOException if the file does not exist, is a directory, pipe or device, or cannot be read within a minute
     */
    public static byte[] beginning(Path file, int most) throws IOException {
        require(file);
        return opened(file, most, LIMIT);
    }

    private static void require(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Files.exists(file)
                    ? new FileSystemException(file.toString(), null, "it is not a regular file")
                    : new NoSuchFileException(file.toString());
        }
    }

    /**
     * Reads a file that was regular a moment ago. Another program may have replaced it since by a pipe, on which Java waits
     * in {@code open}, deaf to interruptions. Therefore another thread reads, and is given up after a time limit.
     */
    static byte[] opened(Path file, int count, Duration limit) throws IOException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> {
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(count);
            }
        });
        READERS.execute(reading);
        try {
            return reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "it was not read within " + limit.toSeconds()
                            + " s; look for a named pipe in its place, and for a disk that does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file + " was read");
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            reading.cancel(true);
        }
    }

    private static IOException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        return cause instanceof IOException exception ? exception : new IOException(cause);
    }

    private static Thread reader(Runnable work) {
        Thread thread = new Thread(work, "reads a file");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads the text of a file in UTF-8.
     *
     * @param most the maximum number of bytes
     * @throws NotUtf8Exception if the file is in another encoding
     * @throws TooLargeException if the file has more bytes
     * @throws IOException if the file does not exist, is a directory, pipe or device, or cannot be read
     */
    public static String text(Path file, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file, most));
        CharBuffer text = CharBuffer.allocate(bytes.capacity());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            throw new NotUtf8Exception(bytes);
        }
        return text.flip().toString();
    }

    /** Reports a file that has more bytes than the maximum. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1;

        TooLargeException(Path file) {
            super(file + " is too large");
        }
    }

    /** Reports a file that is not UTF-8 text. */
    public static final class NotUtf8Exception extends CharacterCodingException {

        private static final long serialVersionUID = 1;

        private final int line;
        private final byte wrong;

        NotUtf8Exception(ByteBuffer bytes) {
            int lines = 1;
            for (int at = 0; at < bytes.position(); at++) {
                lines += bytes.get(at) == '\n' ? 1 : 0;
            }
            this.line = lines;
            this.wrong = bytes.get(bytes.position());
        }

        /** The line with the first invalid byte, counted from 1. */
        public int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return "byte 0x%02X begins no character".formatted(wrong);
        }
    }
}
