package io.jenkins.plugins.kamal.engine.deploy.watch;

import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.WatchOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a watch found on all hosts.
 *
 * @param limits what is accepted
 * @param watched how long the watch took
 * @param hosts the figures of each host
 */
record WatchReport(WatchChoices limits, Duration watched, List<HostFigures> hosts) {

    /**
     * Reports the figures of each host in the log and as events.
     *
     * @throws DeployException if a host, or all hosts together, do not keep to the limits
     */
    void tellAndJudge(Session session) {
        for (HostFigures host : hosts) {
            String line = "Watched for " + watched.toSeconds() + " s: " + host.text(limits);
            if (host.outcome(limits) == WatchOutcome.UNKNOWN) {
                session.log().important("WARNING: " + host.host() + ": " + line);
            } else {
                session.log().info(host.host(), line);
            }
            session.log().tell(host.event(limits, watched.toSeconds()));
        }
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new DeployException(
                    Topic.WATCH,
                    "Version " + session.version() + " was not good in the " + watched.toSeconds()
                            + " s after the switch:\n  " + String.join("\n  ", faults)
                            + "\n`kamal app logs` shows what the app logged, and `kamal proxy logs` each request");
        }
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (HostFigures host : hosts) {
            if (host.troubles().any()) {
                faults.add(host.host() + ": " + host.troubles().text());
            }
            if (host.now().exceeds(limits)) {
                faults.add(host.host() + ": " + tooMany(host.now()));
            }
        }
        RequestFigures all =
                RequestFigures.sum(hosts.stream().map(HostFigures::now).toList());
        if (faults.isEmpty() && all.exceeds(limits)) {
            faults.add("all hosts together: " + tooMany(all));
        }
        return faults;
    }

    private String tooMany(RequestFigures figures) {
        return figures.errors() + " of " + figures.requests() + " requests ("
                + RequestFigures.percent(figures.errorRate())
                + ") were answered with a status of 500 or more; at most "
                + RequestFigures.percent(limits.maxErrorRate()) + " are accepted";
    }
}
