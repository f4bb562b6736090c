package io.jenkins.plugins.kamal.engine.deploy.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts durations in buckets, each of which ends 4 to 5 percent above the one before, so that any number of durations
 * fits in the same memory. Not thread-safe.
 */
final class DurationHistogram {

    private static final int BUCKETS_PER_DOUBLING = 16;
    private static final int DOUBLINGS = 40;

    private final long[] counts = new long[BUCKETS_PER_DOUBLING * DOUBLINGS + 1];
    private long total;

    /** Counts a duration. */
    void add(Duration duration) {
        counts[bucket(TimeUnit.NANOSECONDS.toMicros(duration.toNanos()))]++;
        total++;
    }

    /** The duration that this share of the durations does not exceed; null if nothing was counted. */
    @CheckForNull
    Duration percentile(double share) {
        if (total == 0) {
            return null;
        }
        long rank = (long) Math.ceil(share * total);
        int bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
            bucket++;
        }
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(end(bucket)));
    }

    private int bucket(long micros) {
        int bucket = (int) Math.ceil(Math.log(Math.max(1, micros)) / Math.log(2) * BUCKETS_PER_DOUBLING);
        return Math.min(bucket, counts.length - 1);
    }

    private static long end(int bucket) {
        return Math.round(Math.pow(2, (double) bucket / BUCKETS_PER_DOUBLING));
    }
}
