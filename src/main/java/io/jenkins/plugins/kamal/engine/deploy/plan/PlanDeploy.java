package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import java.util.List;

/** Prints what a deploy would change. Kamal has no such command. */
public final class PlanDeploy {

    private final Session session;

    public PlanDeploy(Session session) {
        this.session = session;
    }

    public void run() {
        RequiredSecrets.ofContainers(session.configuration())
                .about(session, session.version())
                .check(session.project().secrets());
        Plan plan = session.log().phase("Ask the servers", () -> Plan.make(session));
        List<String> hooks = new Hooks(session).ofDeploy();
        plan.all().forEach(session.log()::tell);
        session.log().tell(new DeployEvent.PlanMade(plan.fingerprint().toString(), hooks));
        print(plan, hooks);
    }

    private void print(Plan plan, List<String> hooks) {
        boolean changes = plan.all().stream().anyMatch(change -> change.kind().isChange());
        session.log()
                .result(
                        changes
                                ? "A deploy of version " + session.version() + " would change:"
                                : "A deploy of version " + session.version()
                                        + " changes nothing except that new containers replace the running ones.");
        plan.changes().forEach((host, ofHost) -> {
            if (!ofHost.isEmpty()) {
                session.log().result("  " + host);
                ofHost.forEach(change -> session.log().result("    " + line(change)));
            }
        });
        session.log().result("  hooks: " + (hooks.isEmpty() ? "none" : String.join(", ", hooks)));
        session.log().result("  fingerprint: " + plan.fingerprint());
    }

    private static String line(ChangePlanned change) {
        return (change.role().isEmpty() ? "" : change.role() + ": ") + change.text();
    }
}
