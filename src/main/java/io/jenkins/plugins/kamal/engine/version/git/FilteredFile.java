package io.jenkins.plugins.kamal.engine.version.git;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that {@code .gitattributes} sends through a filter, whose content in the commit is what the filter's program
 * printed. The workspace names the program, so the engine never runs it. The content can be told without it where the
 * file is stored as it is, or as the pointer of Git LFS, which is computed here.
 *
 * @param file the file
 * @param filter the filter's name
 */
record FilteredFile(Path file, String filter) {

    private static final String LFS = "lfs";
    private static final int SHA1_DIGITS = 40;

    /** Whether the commit has the file's content or a Git LFS pointer to that content. */
    boolean isStoredAs(String blobId) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        MessageDigest blob = blobDigest(blobId, Files.size(file));
        MessageDigest content = digest("SHA-256");
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                blob.update(buffer, 0, count);
                content.update(buffer, 0, count);
                size += count;
            }
        }
        return blobId.equals(hex(blob)) || LFS.equals(filter) && blobId.equals(pointerId(blobId, hex(content), size));
    }

    /** Whether the content can be told without the filter's program, so that a difference is a change. */
    boolean isUnderstood() {
        return LFS.equals(filter);
    }

    /** The pointer file as the specification of Git LFS has it. */
    private static String pointerId(String blobId, String contentId, long size) {
        byte[] pointer = ("version https://git-lfs.github.com/spec/v1\noid sha256:" + contentId + "\nsize " + size
                        + "\n")
                .getBytes(US_ASCII);
        MessageDigest blob = blobDigest(blobId, pointer.length);
        blob.update(pointer);
        return hex(blob);
    }

    private static MessageDigest blobDigest(String blobId, long size) {
        MessageDigest digest = digest(blobId.length() == SHA1_DIGITS ? "SHA-1" : "SHA-256");
        digest.update(("blob " + size + "\0").getBytes(US_ASCII));
        return digest;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
