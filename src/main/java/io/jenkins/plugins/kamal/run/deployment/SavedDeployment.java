package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import io.jenkins.plugins.kamal.run.watch.WatchedHost;
import java.util.ArrayList;
import java.util.List;

/**
 * The form in which a build saves a {@link Deployment}: one flat element, in which an incomplete file or one of an earlier
 * version of the plugin lacks any field.
 */
final class SavedDeployment {

    @CheckForNull
    final String command;

    @CheckForNull
    final String service;

    @CheckForNull
    final String destination;

    @CheckForNull
    final String version;

    @CheckForNull
    final String image;

    @CheckForNull
    final String digest;

    @CheckForNull
    final String message;

    @CheckForNull
    final Topic topic;

    @CheckForNull
    final String phase;

    @CheckForNull
    final Deployment.Status status;

    final long startedAtMillis;
    final long millis;
    final long stopSeconds;
    final boolean endReported;

    @CheckForNull
    final List<String> hosts;

    /** Null in the record of an earlier version, and if the engine named none. */
    @CheckForNull
    final List<String> appHosts;

    @CheckForNull
    final List<String> roles;

    @CheckForNull
    final List<RoleBefore> before;

    @CheckForNull
    final List<BootedContainer> containers;

    @CheckForNull
    final List<FailedBoot> failures;

    @CheckForNull
    final List<WatchedHost> watched;

    @CheckForNull
    final List<HookRun> hooks;

    @CheckForNull
    final List<String> skipped;

    @CheckForNull
    final DeployPlan plan;

    @CheckForNull
    final ServerStatus servers;

    @CheckForNull
    final MigrationRun migration;

    @CheckForNull
    final PausedCanary canary;

    @CheckForNull
    final List<String> visitorsEndedOn;

    @CheckForNull
    final String statedReason;

    @CheckForNull
    final String overriddenFreeze;

    @CheckForNull
    final String configFile;

    final boolean limited;

    /** Copies a deployment, because events may arrive while the build is being saved. */
    SavedDeployment(Deployment deployment) {
        synchronized (deployment) {
            command = deployment.getCommand();
            CommandScope scope = deployment.scope();
            service = scope.service();
            destination = scope.destination();
            version = deployment.getVersion();
            image = deployment.getImage();
            digest = deployment.getDigest();
            CommandEnd end = deployment.end();
            message = end.message();
            topic = end.topic();
            phase = deployment.getPhase();
            status = end.status();
            startedAtMillis = deployment.getStartedAt().toEpochMilli();
            millis = end.millis();
            stopSeconds = deployment.stopSeconds().orElse(0);
            endReported = end.reported();
            hosts = new ArrayList<>(scope.hosts());
            List<String> named = scope.appHosts();
            appHosts = named == null ? null : new ArrayList<>(named);
            roles = new ArrayList<>(scope.roles());
            RoleOutcomes outcomes = deployment.outcomes();
            before = new ArrayList<>(outcomes.before());
            containers = new ArrayList<>(outcomes.containers());
            failures = new ArrayList<>(outcomes.failures());
            watched = new ArrayList<>(deployment.getWatched());
            hooks = new ArrayList<>(deployment.getHooks());
            skipped = new ArrayList<>(deployment.getSkipped());
            plan = deployment.getPlan().copy();
            servers = deployment.getServers().copy();
            migration = deployment.getMigration();
            canary = deployment.getCanary();
            visitorsEndedOn = new ArrayList<>(deployment.visitorsEndedOn());
            CommandRequest request = deployment.request();
            statedReason = request.reason();
            overriddenFreeze = request.overriddenFreeze();
            configFile = request.configFile();
            limited = request.limited();
        }
    }

    CommandRequest request() {
        return new CommandRequest(statedReason, Util.fixNull(configFile), limited, overriddenFreeze);
    }

    CommandScope scope() {
        return new CommandScope(
                Util.fixNull(service), Util.fixNull(destination), Util.fixNull(hosts), appHosts, Util.fixNull(roles));
    }

    CommandEnd end() {
        return new CommandEnd(
                Util.fixNull(status, Deployment.Status.RUNNING), endReported, Util.fixNull(message), topic, millis);
    }

    RoleOutcomes outcomes() {
        return new RoleOutcomes(before, containers, failures);
    }

    /** The deployment that was saved. */
    private Object readResolve() {
        return new Deployment(this);
    }
}
