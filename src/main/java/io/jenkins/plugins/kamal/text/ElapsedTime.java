package io.jenkins.plugins.kamal.text;

import java.time.Duration;
import java.util.Locale;

/** How long something took, for people. */
public final class ElapsedTime {

    private ElapsedTime() {}

    /** {@code 0.4 s}, {@code 41.2 s}, {@code 2 min 05 s}: the symbols are the same in every language. */
    public static String of(long millis) {
        Duration duration = Duration.ofMillis(millis);
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
}
