package io.jenkins.plugins.kamal.run.deployment;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.plan.PlannedChange;
import io.jenkins.plugins.kamal.run.status.FoundDrift;
import io.jenkins.plugins.kamal.run.status.FoundRole;
import io.jenkins.plugins.kamal.run.watch.WatchedHost;
import java.time.Instant;

/**
 * Applies events to a deployment. The first start of a command says what the command is about, and its first end is
 * final. An event that contradicts them was written by somebody else.
 */
final class DeploymentEvents {

    /** The exit status of an engine that was asked to stop: 128 + SIGINT. */
    private static final int STOPPED = 130;

    private DeploymentEvents() {}

    /**
     * Applies an event to a deployment.
     *
     * @return whether the event fits
     */
    static boolean apply(Deployment deployment, DeployEvent event, Instant at) {
        synchronized (deployment) {
            return deployment.getStatus() == Deployment.Status.RUNNING && applyWhileRunning(deployment, event, at);
        }
    }

    // No switch over the sealed type: pattern matching in a switch needs Java 21, and this is Java 17.
    private static boolean applyWhileRunning(Deployment deployment, DeployEvent event, Instant at) {
        if (event instanceof DeployEvent.CommandStarted started) {
            return deployment.start(started, at);
        } else if (event instanceof DeployEvent.VersionFound found) {
            return deployment.findVersion(found.version());
        } else if (event instanceof DeployEvent.PhaseStarted started) {
            deployment.enterPhase(started.phase());
        } else if (event instanceof DeployEvent.ImageBuilt built) {
            deployment.setImage(built.reference());
        } else if (event instanceof DeployEvent.ImagePushed pushed) {
            deployment.setPushedImage(pushed.reference(), pushed.digest());
        } else if (event instanceof DeployEvent.HookFinished hook) {
            return deployment.add(new HookRun(hook.hook(), hook.exitStatus(), hook.millis()));
        } else if (event instanceof DeployEvent.MigrationFinished migration) {
            return deployment.migrate(new MigrationRun(migration));
        } else if (event instanceof DeployEvent.Skipped skip) {
            return deployment.addSkipped(skip.what() + ": " + skip.why());
        } else if (event instanceof DeployEvent.RoleServed served) {
            return deployment.outcomes().add(new RoleBefore(served.host(), served.role(), served.version()));
        } else if (event instanceof DeployEvent.ContainerBooted booted) {
            return deployment.add(new BootedContainer(booted, at));
        } else if (event instanceof DeployEvent.InstancesBooted booted) {
            deployment.outcomes().add(booted);
        } else if (event instanceof DeployEvent.HostAdvanced advanced) {
            deployment.outcomes().advance(advanced);
        } else if (event instanceof DeployEvent.BootFailed failed) {
            return deployment.outcomes().add(new FailedBoot(failed.host(), failed.role(), failed.reason()));
        } else if (event instanceof DeployEvent.HostWatched watched) {
            return deployment.add(new WatchedHost(watched));
        } else if (event instanceof DeployEvent.CanaryPaused paused) {
            deployment.pause(paused);
        } else if (event instanceof DeployEvent.VisitorsChosen chosen) {
            deployment.pause(chosen);
        } else if (event instanceof DeployEvent.VisitorsEnded ended) {
            deployment.end(ended);
        } else if (event instanceof DeployEvent.ChangePlanned change) {
            deployment.getPlan().add(new PlannedChange(change));
        } else if (event instanceof DeployEvent.PlanMade made) {
            deployment.getPlan().complete(made.fingerprint(), made.hooks());
        } else if (event instanceof DeployEvent.RoleFound found) {
            deployment.getServers().add(new FoundRole(found));
        } else if (event instanceof DeployEvent.DriftFound found) {
            deployment.getServers().add(new FoundDrift(found));
        } else if (event instanceof DeployEvent.StatusAsked asked) {
            deployment.getServers().complete(asked);
        } else if (event instanceof DeployEvent.CommandFinished finished) {
            deployment.finish(statusOf(finished.exitStatus()), finished);
        }
        return true;
    }

    private static Deployment.Status statusOf(int exitStatus) {
        return switch (exitStatus) {
            case 0 -> Deployment.Status.SUCCEEDED;
            case STOPPED -> Deployment.Status.STOPPED;
            default -> Deployment.Status.FAILED;
        };
    }
}
