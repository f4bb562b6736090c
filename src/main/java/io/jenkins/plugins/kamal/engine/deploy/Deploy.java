package io.jenkins.plugins.kamal.engine.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.accessory.BootAccessory;
import io.jenkins.plugins.kamal.engine.deploy.app.Migration;
import io.jenkins.plugins.kamal.engine.deploy.app.StaleContainers;
import io.jenkins.plugins.kamal.engine.deploy.boot.AppRollout;
import io.jenkins.plugins.kamal.engine.deploy.boot.HostFacts;
import io.jenkins.plugins.kamal.engine.deploy.build.BuildImage;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.build.PullImage;
import io.jenkins.plugins.kamal.engine.deploy.canary.CanaryPause;
import io.jenkins.plugins.kamal.engine.deploy.canary.HostsLeft;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import io.jenkins.plugins.kamal.engine.deploy.plan.ExpectedPlan;
import io.jenkins.plugins.kamal.engine.deploy.preflight.Preflight;
import io.jenkins.plugins.kamal.engine.deploy.proxy.BootProxy;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deploys a version: builds, pushes, pulls and boots its image ({@code deploy} and {@code redeploy} of
 * {@code lib/kamal/cli/main.rb}).
 */
public final class Deploy {

    private final Session session;
    private final Hooks hooks;
    private final DeployScope scope;

    /**
     * Creates a deploy of the session's version.
     *
     * @param whole whether all steps run; false for a redeploy, which neither boots the proxy nor prunes
     */
    public Deploy(Session session, boolean whole) {
        this(session, whole ? DeployScope.DEPLOY : DeployScope.REDEPLOY);
    }

    /** Creates a deploy of the session's version that does these parts. */
    public Deploy(Session session, DeployScope scope) {
        this.session = session;
        this.hooks = new Hooks(session);
        this.scope = scope;
    }

    public void run() {
        VisitorChoices visitors = session.request().options().rollout().visitors();
        if (visitors != null) {
            new DeployToVisitors(session, visitors).run();
            return;
        }
        check();
        deploy();
    }

    /** Checks for everything that would stop the deploy, before anything is built or changed. */
    void check() {
        CanaryChoices canary = session.request().options().rollout().canary();
        if (canary != null) {
            canary.hosts().among(session.targets().appHosts());
        }
        new Migration(session).check();
        new ExpectedPlan(session).check();
        new Preflight(session, scope).run();
    }

    void deploy() {
        long start = session.log().clock().millis();
        boolean builds = !session.request().options().build().skipPush();
        Digest pushed = (builds ? buildAndPush() : knownDigest()).orElse(null);
        session.stop().check("before the servers were touched");
        new DeployLock(session).hold(() -> deploy(pushed));
        long millis = session.log().clock().millis() - start;
        session.log().info("    Finished all in " + RunLog.seconds(Duration.ofMillis(millis)));
        if (!session.request().options().rollout().pauses()) {
            hooks.runAfter("post-deploy", Sees.SECRETS, Math.round(millis / 1000.0));
        }
    }

    private Optional<Digest> buildAndPush() {
        return session.log().phase("Build and push the image", () -> new BuildImage(session).buildAndPush());
    }

    private Optional<Digest> knownDigest() {
        session.log().tell(new DeployEvent.Skipped("build and push", "the image is taken from the registry"));
        return new KnownImage(session).recorded();
    }

    private void deploy(@CheckForNull Digest pushed) {
        new ExpectedPlan(session).check();
        List<Host> hosts = scope == DeployScope.PROMOTE
                ? session.log()
                        .phase("Look for the version on the servers", () -> new HostsLeft(session).findAfterCanary())
                : session.targets().appHosts();
        PullImage pull = new PullImage(session).expecting(pushed);
        BootProxy proxy = new BootProxy(session, true);
        boolean together = scope != DeployScope.REDEPLOY && !hooks.ofDeploy().contains("pre-deploy");
        Map<Host, RunningImage> pulled =
                session.log().phase("Pull the image", () -> (together ? pull.followedBy(proxy::script) : pull).run());
        session.stop().check("before anything was booted");
        hooks.run("pre-deploy", Sees.SECRETS);
        Map<Host, ContainerList> lists = scope == DeployScope.REDEPLOY
                ? Map.of()
                : session.log()
                        .phase(
                                "Ensure kamal-proxy is running",
                                () -> together ? proxy.runAfter(pull.followUps()) : proxy.run());
        if (scope == DeployScope.SETUP) {
            session.log().phase("Boot the accessories", () -> Accessories.named(session, Accessories.ALL)
                    .forEach(accessory -> new BootAccessory(session, accessory).run()));
        }
        new Migration(session).run();
        Map<Host, ContainerList> unchanged =
                session.log().phase("Stop stale containers", () -> new StaleContainers(session).stop(lists));
        VisitorCanary visitors = new VisitorCanary(session);
        boolean asksForVisitors = visitors.mayBeOn(lists);
        if (asksForVisitors) {
            visitors.endOthers();
        }
        // Where the deploy prunes, the image is tagged with the script that prunes. A canary that does not end
        // could keep the deploy from it, so the rollout tags where there may be one.
        boolean tagsLater = scope != DeployScope.REDEPLOY && !asksForVisitors;
        AppRollout rollout = new AppRollout(session, pushed, new HostFacts(unchanged, pulled), hosts);
        if (tagsLater) {
            rollout.withoutTag();
        }
        session.log().phase("Boot the app", rollout::run);
        if (asksForVisitors) {
            visitors.endAll();
        }
        CanaryChoices canary = session.request().options().rollout().canary();
        if (canary != null && canary.pauses()) {
            new CanaryPause(session, canary).tell();
        } else if (scope != DeployScope.REDEPLOY) {
            session.log().phase("Prune old containers and images", () -> new TagAndPrune(
                            session, tagsLater, rollout.versionsBefore())
                    .run());
        }
    }
}
