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
 * The content of a file that a workspace names. Whoever controls the workspace can put a named pipe in its place, which
 * keeps a reader waiting for ever, or a link to a device that never ends.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * The bytes of a file.
     *
     * @param most how many bytes it may have
     * @throws TooLargeException if it has more
     * @throws IOException if there is no such file, or it is a directory, pipe or device, or cannot be read
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
     * The text of a file in UTF-8.
     *
     * @param most how many bytes it may have
     * @throws NotUtf8Exception if it is in another encoding
     * @throws TooLargeException if it has more bytes
     * @throws IOException if there is no such file, or it is a directory, pipe or device, or cannot be read
     */
    public static String text(Path file, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file, most));
        CharBuffer text = CharBuffer.allocate(bytes.capacity());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            throw new NotUtf8Exception(bytes);
        }
        return text.flip().toString();
    }

    /** The file has more bytes than it may have. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1;

        TooLargeException(Path file) {
            super(file + " is too large");
        }
    }

    /** The file is no text in UTF-8. */
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

        /** The line with the first wrong byte, counted from 1. */
        public int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return "byte 0x%02X begins no character".formatted(wrong);
        }
    }
}
