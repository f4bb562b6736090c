package io.jenkins.plugins.kamal.engine.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as Kamal writes them ({@code Time.now.utc.iso8601}). */
public final class Timestamps {

    private Timestamps() {}

    /** UTC without fractions of a second, {@code 2026-11-22T17:08:21Z}. */
    public static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
