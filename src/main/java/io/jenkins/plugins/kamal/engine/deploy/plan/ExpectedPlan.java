package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.List;

/** Compares the servers with a plan that somebody has approved, and refuses the deploy if the plan no longer holds. */
public final class ExpectedPlan {

    private static final String ADVICE = "; nothing was changed. Make a new plan, and have it approved";

    private final Session session;

    public ExpectedPlan(Session session) {
        this.session = session;
    }

    /** Queries the servers again and compares, if the request expects a plan. */
    public void check() {
        String expected = session.request().options().rollout().expectedPlan();
        if (expected != null) {
            session.log().phase("Compare the servers with the plan", () -> check(PlanFingerprint.parse(expected)));
        }
    }

    private void check(PlanFingerprint expected) {
        Plan plan = Plan.make(session);
        if (!plan.fingerprint().hasVersionOf(expected)) {
            throw refused("The plan was made for a version other than " + session.version());
        }
        if (!plan.fingerprint().hasServersOf(expected)) {
            throw refused("The plan was made for other servers than those of this deploy");
        }
        List<Integer> differing = plan.fingerprint().differingServers(expected);
        if (!differing.isEmpty()) {
            List<Host> hosts = new ArrayList<>(plan.changes().keySet());
            throw refused("Since the plan was made, something has changed on "
                    + Host.listed(differing.stream().map(hosts::get).toList())
                    + ", in what would change there, or in the settings that the deploy sends");
        }
    }

    private static DeployException refused(String reason) {
        return new DeployException(Topic.PREFLIGHT, reason + ADVICE);
    }
}
