package io.jenkins.plugins.kamal.engine.version.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Digests uncommitted content to sixteen hex digits. For each path that differs from the commit, its name, mode (file,
 * executable, link) and bytes count. Times, staging, owners and the location of the checkout do not.
 */
final class ContentDigest {

    private static final int DIGITS = 16;
    private static final int BUFFER = 1 << 16;
    private static final int EXECUTABLE = 0100755;
    private static final int REGULAR = 0100644;
    private static final int LINK = 0120000;

    private final Path root;
    private final boolean trustsModes;

    /**
     * Digests the files below a repository's root.
     *
     * @param trustsModes the value of {@code core.fileMode}; if it is false, the executable bit is taken from the
     *     commit
     */
    ContentDigest(Path root, boolean trustsModes) {
        this.root = root;
        this.trustsModes = trustsModes;
    }

    /**
     * The digest of these changes.
     *
     * @throws VersionException if a file cannot be read
     */
    String of(List<Change> changes) {
        MessageDigest whole = sha256();
        changes.stream().sorted().forEach(change -> whole.update(line(change).getBytes(UTF_8)));
        return HexFormat.of().formatHex(whole.digest()).substring(0, DIGITS);
    }

    /** NUL ends a path, because a path may contain any other character, even a line feed. */
    private String line(Change change) {
        return switch (change.kind()) {
            case DELETED -> "deleted " + change.path() + "\0\n";
            case REPOSITORY -> "repository " + change.path() + "\0" + change.content() + "\n";
            case FILE -> fileLine(change);
            case FILTERED -> throw undecided(change);
        };
    }

    private VersionException undecided(Change change) {
        return new VersionException(
                "Cannot tell whether %s differs from the commit: the file goes through the Git filter '%s', whose program"
                                .formatted(root.resolve(change.path()), change.content())
                        + " the workspace names and which is therefore not run. Choose the policy 'ignore', give a"
                        + " version, or check the file out anew");
    }

    private String fileLine(Change change) {
        Path file = root.resolve(change.path());
        try {
            if (Files.isSymbolicLink(file)) {
                String target = Files.readSymbolicLink(file).toString();
                FileNames.requireReadable(root, List.of(target));
                return line(LINK, change, sha256().digest(target.getBytes(UTF_8)));
            }
            return line(mode(file, change), change, digest(file));
        } catch (IOException e) {
            throw new VersionException(
                    "%s differs from the commit and could not be read for the version's mark (%s). Make it readable, add it to"
                                    .formatted(file, e)
                            + " .gitignore, or let nothing else write to the workspace meanwhile",
                    e);
        }
    }

    private static String line(int mode, Change change, byte[] content) {
        return Integer.toOctalString(mode) + " " + change.path() + "\0"
                + HexFormat.of().formatHex(content) + "\n";
    }

    private int mode(Path file, Change change) throws IOException {
        if (!trustsModes) {
            return change.headMode() == EXECUTABLE ? EXECUTABLE : REGULAR;
        }
        return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OWNER_EXECUTE)
                ? EXECUTABLE
                : REGULAR;
    }

    private static byte[] digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
