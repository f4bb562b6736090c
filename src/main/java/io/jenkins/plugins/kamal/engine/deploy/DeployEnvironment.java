package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.deploy.boot.AppRollout;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.canary.CommonVersion;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorContainer;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.deploy.plan.EnvironmentChange;
import io.jenkins.plugins.kamal.engine.deploy.plan.ExpectedPlan;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.deploy.secret.ServerSecrets;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.List;

/**
 * Boots the version that runs again, with the environment of the configuration. Refuses to if anything else would
 * change, before any server is changed. Builds and pulls nothing. Kamal has no such command.
 */
public final class DeployEnvironment {

    private final Session start;

    /** Prepares the deploy; the session needs no version. */
    public DeployEnvironment(Session session) {
        this.start = session;
    }

    public void run() {
        Session session =
                start.about(start.log().phase("Look for the version that runs", () -> new CommonVersion(start).find()));
        session.log().tell(new DeployEvent.VersionFound(session.version().value()));
        CanaryChoices canary = session.request().options().rollout().canary();
        if (canary != null) {
            canary.hosts().among(session.targets().appHosts());
        }
        session.log().info("    Version " + session.version() + " runs on all hosts");
        long began = session.log().clock().millis();
        requireSecrets(session);
        if (!compare(session)) {
            session.log()
                    .tell(new DeployEvent.Skipped(
                            "boot", "the environment on the servers is that of the configuration"));
            session.log()
                    .important("The environment of " + session.version()
                            + " on the servers is that of the configuration, so nothing is booted");
            return;
        }
        new DeployLock(session).hold(() -> boot(session));
        long millis = session.log().clock().millis() - began;
        session.log().info("    Finished all in " + RunLog.seconds(Duration.ofMillis(millis)));
        new Hooks(session).runAfter("post-deploy", Sees.SECRETS, Math.round(millis / 1000.0));
    }

    private static void requireSecrets(Session session) {
        if (session.request().options().rollout().keepsSecrets()) {
            session.log().phase("Look for the secrets on the servers", () -> new ServerSecrets(session).require());
        } else {
            RequiredSecrets.ofEnvironment(session.configuration())
                    .about(session, session.version())
                    .check(session.project().secrets());
        }
    }

    private static boolean compare(Session session) {
        refuseCanary(new VisitorCanary(session).find());
        new ExpectedPlan(session).check();
        return session.log()
                .phase("Compare the servers with the configuration", () -> new EnvironmentChange(session).require());
    }

    /** The visitors of a canary would keep the old environment, and to end the canary is more than asked for. */
    private static void refuseCanary(List<VisitorContainer> found) {
        if (!found.isEmpty()) {
            VisitorContainer canary = found.get(0);
            throw new DeployException(
                    Topic.CANARY,
                    "Version " + canary.version() + " serves some of the visitors on " + canary.host()
                            + ", so more than the environment would change. Nothing was changed. Promote the canary or roll"
                            + " it back first");
        }
    }

    /** Boots the version, unless the servers have changed before this run had the lock. */
    private static void boot(Session session) {
        session.stop().check("before anything was booted");
        compare(session);
        new Hooks(session).run("pre-deploy", Sees.SECRETS);
        session.log().phase("Boot the app", () -> new AppRollout(
                        session, new KnownImage(session).recorded().orElse(null))
                .run());
    }
}
