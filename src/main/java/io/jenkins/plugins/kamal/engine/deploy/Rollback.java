package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.deploy.boot.AppRollout;
import io.jenkins.plugins.kamal.engine.deploy.boot.HostFacts;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.canary.HostsLeft;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.deploy.secret.ServerSecrets;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Boots an earlier version again ({@code rollback} of {@code lib/kamal/cli/main.rb}). The rollback looks for the
 * version on every host before anything is changed. If a host lacks it, the rollback fails, or pulls the image there;
 * Kamal ends successfully in that case without a rollback.
 */
public final class Rollback {

    /** What a failure is about that concerns some of the hosts only; a hook may have failed in order to keep this run off all. */
    private static final Set<Topic> OF_A_HOST = Set.of(Topic.CONNECTION, Topic.COMMANDS, Topic.DOCKER);

    private final Session session;
    private final Hooks hooks;
    private final boolean redeploysMissing;

    /**
     * Creates a rollback to the version of the session.
     *
     * @param redeploysMissing whether hosts that lack a container of the version get its image from the registry;
     *     otherwise, the rollback fails if there is such a host
     */
    public Rollback(Session session, boolean redeploysMissing) {
        this.session = session;
        this.hooks = new Hooks(session);
        this.redeploysMissing = redeploysMissing;
    }

    public void run() {
        long start = session.log().clock().millis();
        boolean keepsSecrets = session.request().options().rollout().keepsSecrets();
        if (!keepsSecrets) {
            RequiredSecrets.ofContainers(session.configuration())
                    .about(session, session.version())
                    .check(session.project().secrets());
        }
        session.log().phase("Look for the version on the servers", () -> judge(findOrEndCanary()));
        if (keepsSecrets) {
            session.log().phase("Look for the secrets on the servers", () -> new ServerSecrets(session).require());
        }
        new DeployLock(session).hold(this::boot);
        long millis = session.log().clock().millis() - start;
        session.log().info("    Finished all in " + RunLog.seconds(Duration.ofMillis(millis)));
        hooks.runAfter("post-deploy", Sees.SECRETS, Math.round(millis / 1000.0));
    }

    private LackingHosts findOrEndCanary() {
        try {
            return LackingHosts.find(session);
        } catch (EngineException e) {
            throw endingCanary(e);
        }
    }

    /**
     * Ends a canary by visitors on the hosts that answer, because it may be a bad version, which must not serve on until
     * the last host answers.
     *
     * @return the failure, with what became of the canary
     */
    private EngineException endingCanary(EngineException failure) {
        if (!session.request().options().rollout().onlyWhereMissing()
                || !OF_A_HOST.contains(failure.topic())
                || failure.exitStatus() == StoppedException.EXIT_STATUS) {
            return failure;
        }
        Map<Host, EngineException> silent = new LinkedHashMap<>();
        List<Host> hosts = new VisitorCanary(session).hostsWithCanary(silent);
        if (hosts.isEmpty()) {
            List<Host> others = new HostsLeft(session).findBeside(silent.keySet());
            return others.isEmpty()
                    ? failure
                    : withMore(
                            failure,
                            "Nothing was changed. Of the hosts that answer, " + Host.listed(others)
                                    + " lack version " + session.version()
                                    + ". To go back on these hosts without waiting for the others, use `"
                                    + only(others) + "`");
        }
        Host primary = session.targets().primaryHost();
        if (silent.containsKey(primary)) {
            return withMore(
                    failure,
                    "The canary by visitors stays on " + Host.listed(hosts) + ", because the deploy lock is on "
                            + primary
                            + ". To end it there nevertheless, go back on these hosts only, with `"
                            + only(hosts) + "`");
        }
        Session there = session.at(
                Stream.concat(Stream.of(primary), hosts.stream()).distinct().toList());
        try {
            new DeployLock(there).hold(() -> new VisitorCanary(there).endBeside(silent));
        } catch (StoppedException e) {
            throw e;
        } catch (EngineException e) {
            String outcome = "The rollback was not done. " + e.getMessage();
            // A failure to end the canary names the hosts that do not answer, too.
            return e.topic() == Topic.CANARY
                    ? new DeployException(e.topic(), outcome, e.exitStatus(), failure)
                    : withMore(failure, outcome);
        }
        return withMore(failure, "The rollback was not done, but the canary by visitors has ended");
    }

    private static String only(List<Host> hosts) {
        return "--hosts " + Host.listed(hosts).replace(" ", "");
    }

    private static DeployException withMore(EngineException failure, String more) {
        return new DeployException(failure.topic(), failure.getMessage() + "\n" + more, failure.exitStatus(), failure);
    }

    private LackingHosts judge(LackingHosts lacking) {
        if (!lacking.isEmpty()) {
            if (!redeploysMissing) {
                throw lacking.refusal();
            }
            lacking.requireRegistrySecrets();
        }
        return lacking;
    }

    /** Asks again where the version is, because another run may have pruned it before this run had the lock. */
    private void boot() {
        LackingHosts lacking =
                session.log().phase("Look for the version on the servers", () -> judge(LackingHosts.find(session)));
        HostFacts facts = lacking.isEmpty() ? HostFacts.NONE : pull(lacking);
        session.stop().check("before anything was booted");
        List<Host> hosts = session.request().options().rollout().onlyWhereMissing()
                ? session.log()
                        .phase("Look for the hosts that serve another version", () -> new HostsLeft(session).find())
                : session.targets().appHosts();
        hooks.run("pre-deploy", Sees.SECRETS);
        new VisitorCanary(session).endAll();
        if (!lacking.isEmpty()) {
            session.log().phase("Ensure kamal-proxy is running", lacking::bootProxy);
        }
        session.log().phase("Boot the app", () -> new AppRollout(
                        session, new KnownImage(session).recorded().orElse(null), facts, hosts)
                .run());
    }

    private HostFacts pull(LackingHosts lacking) {
        lacking.announce();
        return new HostFacts(Map.of(), session.log().phase("Pull the image", lacking::pull));
    }
}
