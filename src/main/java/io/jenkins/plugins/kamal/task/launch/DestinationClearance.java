package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.DestinationAccess;
import io.jenkins.plugins.kamal.engine.protocol.DestinationLimits;
import io.jenkins.plugins.kamal.engine.protocol.ReadOnlyCommands;
import io.jenkins.plugins.kamal.global.DestinationDecision;
import io.jenkins.plugins.kamal.global.DestinationRules;
import io.jenkins.plugins.kamal.global.FreezeOverride;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import io.jenkins.plugins.kamal.task.request.CommandWords;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the administrators' settings for destinations let a step do.
 *
 * @param access how the destination is reached
 * @param limits what the engine holds the workspace to; null if there are no settings
 * @param lockWait for how many seconds the deploy lock is waited for if the step says nothing else; 0 for not at all
 * @param overriddenFreeze the freeze that the user who started the run overrides, and the user; null if there is none
 */
record DestinationClearance(
        DestinationAccess access,
        @CheckForNull DestinationLimits limits,
        int lockWait,
        @CheckForNull String overriddenFreeze) {

    private static final String LOCK_WAIT = "--lock-wait";

    /** Names the service of the configuration in the workspace. */
    @FunctionalInterface
    interface ServiceFinder {
        String service(SourceSettings settings) throws IOException, InterruptedException;
    }

    /**
     * What a step may do.
     *
     * @throws AbortException if the job may not deploy to the destination, or the destination is frozen
     */
    static DestinationClearance of(EngineRequest request, Run<?, ?> run, ServiceFinder finder, TaskListener listener)
            throws IOException, InterruptedException {
        DestinationRules rules =
                DestinationRules.of(run.getParent(), request.source().destination());
        DestinationDecision decision = rules.decide(rules.dependOnService() ? finder.service(request.source()) : null);
        decision.requireJob(run.getParent());
        Instant now = Instant.now();
        String freeze = decision.freezeAt(now).orElse(null);
        String user = FreezeOverride.userOf(run);
        String refusal = freeze == null || user != null ? null : Messages.DestinationClearance_frozen(freeze);
        String overridden =
                freeze == null || user == null ? null : Messages.DestinationClearance_overridden(user, freeze);
        if (overridden != null) {
            listener.getLogger().println("Kamal: " + overridden);
        }
        if (refusal != null && !ReadOnlyCommands.contains(request.command())) {
            throw new AbortException(refusal);
        }
        DestinationLimits.Upcoming upcoming = freeze == null && user == null ? upcoming(decision, now) : null;
        return new DestinationClearance(
                decision.access(), decision.limits(refusal, upcoming), decision.lockWait(), overridden);
    }

    /**
     * The next freeze. A step that waits for the deploy lock or builds for a long time must not change servers during
     * it.
     */
    @CheckForNull
    private static DestinationLimits.Upcoming upcoming(DestinationDecision decision, Instant now) {
        return decision.nextFreeze(now)
                .map(next -> new DestinationLimits.Upcoming(
                        Duration.between(now, next.begin()).toSeconds(),
                        Messages.DestinationClearance_frozen(next.reason())))
                .orElse(null);
    }

    /** The service that was decided about; null if the decision does not depend on it. */
    @CheckForNull
    String service() {
        return limits == null ? null : limits.service();
    }

    /**
     * Whether the engine may report any destination: no administrator has settings, which the engine would compare with the
     * destination, and the words of the command may name one.
     */
    boolean anyDestination(EngineRequest request) {
        return limits == null && new CommandWords(request.command()).mentionDestination();
    }

    /** The options about the lock; none if the step or its command has such an option. */
    List<String> lockOptions(EngineRequest request) {
        return lockWait == 0
                        || request.options().contains(LOCK_WAIT)
                        || new CommandWords(request.command()).mentionLockWait()
                ? List.of()
                : List.of(LOCK_WAIT, LOCK_WAIT + "-timeout=" + lockWait);
    }
}
