package io.jenkins.plugins.kamal.engine.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.app.Migration;
import io.jenkins.plugins.kamal.engine.deploy.boot.VisitorRollout;
import io.jenkins.plugins.kamal.engine.deploy.build.BuildImage;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.build.PullImage;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorContainer;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorPause;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import io.jenkins.plugins.kamal.engine.deploy.plan.ExpectedPlan;
import io.jenkins.plugins.kamal.engine.deploy.preflight.Preflight;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Deploys a version for some of the visitors; the version that served before serves the others. If the version serves some
 * of them already, only their share changes.
 */
final class DeployToVisitors {

    private final Session session;
    private final VisitorChoices visitors;
    private final Hooks hooks;
    private final VisitorCanary canary;

    DeployToVisitors(Session session, VisitorChoices visitors) {
        this.session = session;
        this.visitors = visitors;
        this.hooks = new Hooks(session);
        this.canary = new VisitorCanary(session);
    }

    void run() {
        requireRoles();
        long start = session.log().clock().millis();
        List<VisitorContainer> found =
                session.log().phase("Look for a canary by visitors on the servers", canary::find);
        if (canary.runsEverywhere(found)) {
            changeShare();
        } else {
            deploy();
        }
        new VisitorPause(session, visitors).tell();
        session.log()
                .info("    Finished all in "
                        + RunLog.seconds(Duration.ofMillis(session.log().clock().millis() - start)));
    }

    /** A role that is named, but has no proxy, cannot serve some of the visitors only. */
    private void requireRoles() {
        boolean named = !session.targets().filters().roles().isEmpty();
        List<String> without = session.targets().roles().stream()
                .filter(role -> !role.behindProxy())
                .map(Role::name)
                .toList();
        if (canary.hosts().isEmpty() || named && !without.isEmpty()) {
            throw new DeployException(
                    Topic.CANARY,
                    "Only roles behind kamal-proxy can serve some of the visitors, but "
                            + (without.size() == 1
                                    ? without.get(0) + " has no proxy"
                                    : String.join(", ", without) + " have no proxy")
                            + ". Nothing was changed. Name other roles, or deploy without the rollout");
        }
    }

    private void changeShare() {
        String why = "the version serves some of the visitors already";
        session.log().tell(new DeployEvent.Skipped("build, push, pull and boot", why));
        if (migrates()) {
            session.log().tell(new DeployEvent.Skipped("migration", why));
        }
        new ExpectedPlan(session).check();
        new DeployLock(session).hold(() -> {
            new ExpectedPlan(session).check();
            session.log()
                    .phase("Change the share of visitors", () -> new VisitorRollout(session, visitors, null, Map.of())
                            .changeShare());
        });
    }

    private boolean migrates() {
        return session.request().options().rollout().migration() != null;
    }

    private void deploy() {
        new Migration(session).check();
        new ExpectedPlan(session).check();
        new Preflight(session, DeployScope.DEPLOY).run();
        Digest pushed = session.request().options().build().skipPush()
                ? new KnownImage(session).recorded().orElse(null)
                : session.log()
                        .phase("Build and push the image", () -> new BuildImage(session).buildAndPush())
                        .orElse(null);
        session.stop().check("before the servers were touched");
        new DeployLock(session).hold(() -> boot(pushed));
    }

    private void boot(@CheckForNull Digest pushed) {
        new ExpectedPlan(session).check();
        Map<Host, RunningImage> pulled = session.log()
                .phase("Pull the image", () -> new PullImage(session.at(hostsOfImage()))
                        .expecting(pushed)
                        .run());
        session.stop().check("before anything was booted");
        hooks.run("pre-deploy", Sees.SECRETS);
        new Migration(session).run();
        session.log().phase("Boot the app for some of the visitors", () -> new VisitorRollout(
                        session, visitors, pushed, pulled)
                .run());
    }

    /** The hosts of the canary, and the one that runs the migration, which may have no role behind the proxy. */
    private List<Host> hostsOfImage() {
        List<Host> hosts = canary.hosts();
        return session.targets().appHosts().stream()
                .filter(host -> hosts.contains(host)
                        || migrates() && host.equals(session.targets().primaryHost()))
                .toList();
    }
}
