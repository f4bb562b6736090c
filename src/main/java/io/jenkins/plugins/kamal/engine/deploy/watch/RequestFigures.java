package io.jenkins.plugins.kamal.engine.deploy.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is known about a number of requests.
 *
 * @param requests their number
 * @param errors how many of them were answered with a status of 500 or more
 * @param p95 the time in which 95 % of them were answered; null if it is unknown
 */
record RequestFigures(
        long requests, long errors, @CheckForNull Duration p95) {

    private static final int PERCENT = 100;

    /** The share of errors, in percent; 0 without requests. */
    double errorRate() {
        return requests == 0 ? 0 : PERCENT * (double) errors / requests;
    }

    /** Whether there were enough requests for a judgment, and too many of them were answered with errors. */
    boolean exceeds(WatchChoices limits) {
        return requests > 0 && requests >= limits.minRequests() && errorRate() > limits.maxErrorRate();
    }

    /** The requests and errors of several hosts together; their p95 is unknown. */
    static RequestFigures sum(List<RequestFigures> all) {
        return new RequestFigures(
                all.stream().mapToLong(RequestFigures::requests).sum(),
                all.stream().mapToLong(RequestFigures::errors).sum(),
                null);
    }

    /** The figures as an event reports them. */
    DeployEvent.Traffic traffic() {
        return new DeployEvent.Traffic(requests, errors, p95 == null ? 0 : p95.toMillis());
    }

    /** The figures in words. */
    String text() {
        if (requests == 0) {
            return "no requests seen";
        }
        return requests + (requests == 1 ? " request, " : " requests, ") + percent(errorRate()) + " errors"
                + (p95 == null ? "" : ", p95 " + p95.toMillis() + " ms");
    }

    /** A share in percent, such as {@code 12.5 %}. */
    static String percent(double rate) {
        return String.format(Locale.ROOT, "%.1f %%", rate);
    }
}
