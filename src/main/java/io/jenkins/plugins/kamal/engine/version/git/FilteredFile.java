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
 * A file for which {@code .gitattributes} names a filter. The commit holds what the program of the filter printed. The
 * workspace names that program, so the engine never runs it. It can compare the file nevertheless if the commit holds
 * the file unchanged, or a Git LFS pointer, which is computed here.
 *
 * @param file the file
 * @param filter the filter's name
 */
record FilteredFile(Path file, String filter) {

    private static final String LFS = "lfs";
    private static final int SHA1_DIGITS = 40;

    /** Whether the commit holds the content of this file, or a Git LFS pointer to it. */
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

    /**
     * Whether the engine can compare the content without the program of the filter, so that a difference is a change.
     */
    boolean isUnderstood() {
        return LFS.equals(filter);
    }

    /** The pointer file, as the specification of Git LFS defines it. */
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
