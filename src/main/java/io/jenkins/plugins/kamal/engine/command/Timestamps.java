package io.jenkins.plugins.kamal.engine.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats times as Kamal does ({@code Time.now.utc.iso8601}). */
public final class Timestamps {

    private Timestamps() {}

    /** Returns the time in UTC without fractions of a second, such as {@code 2026-11-22T17:08:21Z}. */
    public static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
