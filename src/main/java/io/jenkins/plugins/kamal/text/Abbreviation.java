package io.jenkins.plugins.kamal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Long names, short enough for a page: what is cut is cut so that two different ones stay different to the eye. */
public final class Abbreviation {

    private static final int HEX_DIGITS = 10;
    private static final int LONGEST = 24;

    /** A commit of SHA-1 or SHA-256, with the mark of uncommitted changes if there is one. */
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64})(_uncommitted_[0-9a-f]{4})?.*");

    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{12})[0-9a-f]*");

    private Abbreviation() {}

    /** A version or a commit: ten digits of a commit, the mark's first four, the beginning of anything else. */
    public static String version(String version) {
        Matcher commit = COMMIT.matcher(version);
        if (commit.matches()) {
            String mark = commit.group(2);
            return version.substring(0, HEX_DIGITS) + (mark == null ? "" : mark);
        }
        return version.length() <= LONGEST ? version : version.substring(0, LONGEST - 1) + "…";
    }

    /** A digest: its first twelve digits, as {@code docker images --digests} users know them. */
    public static String digest(String digest) {
        Matcher sha = DIGEST.matcher(digest);
        return sha.matches() ? sha.group(1) : digest;
    }
}
