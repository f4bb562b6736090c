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

    /** Reports the pause. The canary serves already, so a host that does not answer here does not fail the deploy. */
    public void tell() {
        List<Host> all = session.targets().appHosts();
        List<Host> booted = canary.hosts().among(all);
        List<Host> left = new ArrayList<>(all);
        left.removeAll(booted);
        HostVersions versions = HostVersions.asFarAsKnown(session, session.targets(), left);
        versions.tell(left);
        versions.unknown().forEach((host, reason) -> session.log()
                .important("WARNING: " + host + ": what serves there is unknown, because the host did not answer: "
                        + reason));
        String version = session.version().value();
        String limits = Limits.of(session);
        List<Host> serving = all.stream()
                .filter(host -> booted.contains(host) || versions.isOnlyVersionOn(host, version))
                .toList();
        session.log()
                .tell(new DeployEvent.Skipped(
                        "the latest tag, prune and post-deploy", "the deploy paused after its canary"));
        session.log()
                .tell(new DeployEvent.CanaryPaused(
                        serving.stream().map(Host::toString).toList(), all.size()));
        session.log()
                .important("The deploy paused: " + version + " serves on " + serving.size() + " of " + all.size()
                        + " hosts (" + Host.listed(serving) + "), and the deploy lock is released.\n"
                        + "    `kamal promote --version " + version + limits + "` deploys it to the others,"
                        + " `kamal rollback VERSION --only-where-missing" + limits + "` goes back");
    }
}
