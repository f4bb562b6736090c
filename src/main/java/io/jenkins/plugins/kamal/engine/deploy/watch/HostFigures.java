package io.jenkins.plugins.kamal.engine.deploy.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.WatchOutcome;

/**
 * What the watch of one host found.
 *
 * @param host the server
 * @param proxied whether a watched container is behind kamal-proxy
 * @param before the requests that containers before the new ones answered
 * @param now the requests that the new containers answered
 * @param troubles what happened to the new containers
 * @param problem why the watch does not know everything; null if it does
 */
record HostFigures(
        Host host,
        boolean proxied,
        RequestFigures before,
        RequestFigures now,
        ContainerTroubles troubles,
        @CheckForNull String problem) {

    WatchOutcome outcome(WatchChoices limits) {
        if (troubles.any()) {
            return WatchOutcome.RESTARTED;
        }
        if (now.exceeds(limits)) {
            return WatchOutcome.TOO_MANY_ERRORS;
        }
        if (problem != null) {
            return WatchOutcome.UNKNOWN;
        }
        if (!proxied) {
            return WatchOutcome.NOT_PROXIED;
        }
        if (now.requests() == 0) {
            return WatchOutcome.NO_REQUESTS;
        }
        return now.requests() < limits.minRequests() ? WatchOutcome.TOO_FEW_REQUESTS : WatchOutcome.WITHIN_LIMITS;
    }

    /** The figures as an event. */
    DeployEvent.HostWatched event(WatchChoices limits, long seconds) {
        return new DeployEvent.HostWatched(
                host.toString(),
                seconds,
                before.traffic(),
                now.traffic(),
                troubles.restarts(),
                troubles.oomKills(),
                outcome(limits),
                problem == null ? "" : problem);
    }

    /** The figures in words. */
    String text(WatchChoices limits) {
        String traffic = !proxied
                ? "not behind kamal-proxy, so no requests are counted"
                : now.text() + enough(limits) + " (in the minutes before: " + before.text() + ")";
        return traffic + (troubles.any() ? "; " + troubles.text() : "") + (problem == null ? "" : "; " + problem);
    }

    private String enough(WatchChoices limits) {
        return now.requests() > 0 && now.requests() < limits.minRequests()
                ? ", too few for a judgment (at least " + limits.minRequests() + ")"
                : "";
    }
}
