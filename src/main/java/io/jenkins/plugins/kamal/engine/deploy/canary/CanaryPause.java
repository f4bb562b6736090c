package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.ArrayList;
import java.util.List;

/** Ends a deploy after its canary, and reports what serves where until somebody decides. */
public final class CanaryPause {

    private final Session session;
    private final CanaryChoices canary;

    public CanaryPause(Session session, CanaryChoices canary) {
        this.session = session;
        this.canary = canary;
    }

    /** Reports the pause. */
    public void tell() {
        List<Host> all = session.targets().appHosts();
        List<Host> hosts = canary.hosts().among(all);
        List<Host> left = new ArrayList<>(all);
        left.removeAll(hosts);
        new HostVersions(session, left).tell(left);
        session.log()
                .tell(new DeployEvent.Skipped(
                        "the latest tag, prune and post-deploy", "the deploy pauses after its canary"));
        session.log()
                .tell(new DeployEvent.CanaryPaused(
                        hosts.stream().map(Host::toString).toList(), all.size()));
        session.log()
                .important("The deploy pauses: " + session.version() + " serves on " + hosts.size() + " of "
                        + all.size() + " hosts (" + Host.listed(hosts) + "), and the deploy lock is released.\n"
                        + "    `kamal promote --version " + session.version() + "` deploys it to the others,"
                        + " `kamal rollback VERSION --only-where-missing` goes back");
    }
}
