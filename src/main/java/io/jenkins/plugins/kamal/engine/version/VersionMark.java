package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a version that comes from a commit: the commit, and the digest of uncommitted content if there is any.
 *
 * @param sha the full name of the commit
 * @param contentDigestOrNull 16 hex digits
 */
public record VersionMark(String sha, @CheckForNull String contentDigestOrNull) {

    /** 16 hex digits. */
    public Optional<String> contentDigest() {
        return Optional.ofNullable(contentDigestOrNull);
    }

    /** Kamal's form: 40 hex digits, or 64 in a SHA-256 repository, then 16 after {@code _uncommitted_}. */
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64})(?:_uncommitted_([0-9a-f]{16}))?");

    public static VersionMark of(String sha, String contentDigest) {
        return new VersionMark(sha, contentDigest);
    }

    /** Reads a version; empty if it names no commit, as with an explicit {@code v1.2} does. */
    public static Optional<VersionMark> parse(Version version) {
        Matcher matcher = FORM.matcher(version.value());
        return matcher.matches() ? Optional.of(new VersionMark(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    public Version version() {
        return new Version(contentDigestOrNull == null ? sha : sha + "_uncommitted_" + contentDigestOrNull);
    }
}
