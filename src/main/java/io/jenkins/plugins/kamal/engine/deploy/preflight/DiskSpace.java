package io.jenkins.plugins.kamal.engine.deploy.preflight;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The free space on the disks that a deploy needs, as far as the fullest of them has some.
 *
 * @param freeMegabytes the free space on the fullest disk
 */
public record DiskSpace(long freeMegabytes) {

    private static final long KILOBYTES_PER_MEGABYTE = 1024;
    private static final long REFUSED_BELOW_MEGABYTES = 100;
    private static final long WARNED_BELOW_MEGABYTES = 1024;
    private static final Pattern FREE_KILOBYTES = Pattern.compile("\\S+ +\\d+ +\\d+ +(\\d{1,15}) +\\d+%.*");

    /** Reads a table that {@code df -Pk} printed; empty if no line can be read. */
    public static Optional<DiskSpace> read(String table) {
        return table.lines()
                .map(FREE_KILOBYTES::matcher)
                .filter(Matcher::matches)
                .map(line -> Long.parseLong(line.group(1)) / KILOBYTES_PER_MEGABYTE)
                .min(Long::compare)
                .map(DiskSpace::new);
    }

    /** Whether the user should know. */
    public boolean isLow() {
        return freeMegabytes < WARNED_BELOW_MEGABYTES;
    }

    /** Whether a deploy is refused. */
    public boolean isTooLow() {
        return freeMegabytes < REFUSED_BELOW_MEGABYTES;
    }

    /** How much is free, in a sentence without its end. */
    public String text() {
        return "only " + freeMegabytes + " MB are free on the disk of Docker or of the user's home";
    }
}
