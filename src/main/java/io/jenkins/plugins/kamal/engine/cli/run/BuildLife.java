package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Whether the build of an invocation still gives signs of life. The signs are compared with each other only, and the
 * time between them is measured by this process's own clock.
 */
final class BuildLife {

    private final long patienceNanos;

    @CheckForNull
    private Long lastSign;

    private long lastChange;

    /** A build that is gone after so many seconds without a sign. */
    BuildLife(long patienceSeconds) {
        this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
    }

    long patienceSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(patienceNanos);
    }

    /**
     * Records the current sign, and returns whether the build is gone.
     *
     * @param sign the sign, or null for none; a build that never gave a sign is never gone
     * @param now this process's clock, in nanoseconds
     */
    synchronized boolean isGone(@CheckForNull Long sign, long now) {
        if (!Objects.equals(sign, lastSign)) {
            lastSign = sign;
            lastChange = now;
        }
        return lastSign != null && now - lastChange > patienceNanos;
    }
}
