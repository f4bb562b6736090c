package io.jenkins.plugins.kamal.engine.deploy.watch;

/** Counts requests in a bounded memory. Several threads may use it. */
final class RequestCounter {

    private static final double P95 = 0.95;

    private final DurationHistogram durations = new DurationHistogram();
    private long requests;
    private long errors;

    synchronized void count(AccessLogLine line) {
        requests++;
        if (line.isError()) {
            errors++;
        }
        if (!line.isUpgrade()) {
            durations.add(line.duration());
        }
    }

    synchronized RequestFigures figures() {
        return new RequestFigures(requests, errors, durations.percentile(P95));
    }
}
