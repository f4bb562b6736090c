package io.jenkins.plugins.kamal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens long names for pages so that two different names still look different. */
public final class Abbreviation {

    private static final int HEX_DIGITS = 10;
    private static final int LONGEST = 24;

    /** A commit of SHA-1 or SHA-256, with the mark of uncommitted changes if there is one. */
    private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64})(_uncommitted_[0-9a-f]{4})?.*");

    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{12})[0-9a-f]*");

    private Abbreviation() {}

    /** Shortens a version or commit: ten digits of the commit, the first four of the mark, the beginning of anything else. */
    public static String version(String version) {
        Matcher commit = COMMIT.matcher(version);
        if (commit.matches()) {
            String mark = commit.group(2);
            return version.substring(0, HEX_DIGITS) + (mark == null ? "" : mark);
        }
        return version.length() <= LONGEST ? version : version.substring(0, LONGEST - 1) + "…";
    }

    /** Shortens a digest to its first twelve digits. */
    public static String digest(String digest) {
        Matcher sha = DIGEST.matcher(digest);
        return sha.matches() ? sha.group(1) : digest;
    }
}
