package io.jenkins.plugins.kamal.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files whose names come from a workspace. Whoever controls the workspace can replace a file with a named pipe,
 * which blocks a reader forever, or with a link to a device that never ends.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * Reads the bytes of a file.
     *
     * @param most the maximum number of bytes
     * @throws TooLargeException if the file has more
     * @throws IOException if the file does not exist, is a directory, pipe or device, or cannot be read
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Files.exists(file)
                    ? new FileSystemException(file.toString(), null, "it is not a regular file")
                    : new NoSuchFileException(file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new TooLargeException(file);
            }
            return bytes;
        }
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
