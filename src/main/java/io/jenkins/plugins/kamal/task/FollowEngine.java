package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;
import java.io.OutputStream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Follows the engine of a step to its end, and passes on a request to stop. */
final class FollowEngine {

    private static final int LAST_READS = 64;

    private final EngineRequest request;
    private final EngineProcess process;
    private final AbortRequest stop;
    private final AgentOutage outage;
    private final FirstOutput firstOutput = new FirstOutput();
    private long pauseMillis;

    @CheckForNull
    private MaskedLog mask;

    FollowEngine(EngineRequest request, EngineProcess process, AbortRequest stop, AgentOutage outage) {
        this.request = request;
        this.process = process;
        this.stop = stop;
        this.outage = outage;
    }

    /** Copies the new log and events once, and checks whether the engine has ended. */
    TurnOutcome run(TurnContext turn) throws IOException, InterruptedException {
        FilePath workspace = process.workspace();
        if (workspace == null) {
            return miss(turn);
        }
        outage.ends(process, turn.listener());
        if (stop.cause() == null && firstOutput.isAwaited(process, workspace)) {
            return TurnOutcome.turnIn(FirstOutput.GLANCE_MILLIS);
        }
        DeploymentAction action = DeploymentRecord.of(turn.build(), process.id(), request);
        if (stop.cause() != null) {
            stopEngine(turn, workspace, action);
        }
        InvocationUpdate update = takeOver(turn, workspace, action, false);
        Integer exitStatus = update.present()
                ? process.askExitStatus(workspace, update, turn.listener())
                : Integer.valueOf(directoryGone(action, workspace));
        if (exitStatus == null) {
            return goOn(turn, workspace, update);
        }
        // A process that a hook left running may print forever.
        for (int reads = 0;
                reads < LAST_READS && takeOver(turn, workspace, action, true).isAny();
                reads++) {
            turn.save();
        }
        process.ended(exitStatus);
        turn.save();
        return new FinishEngine(request, process, stop).run(turn, exitStatus);
    }

    private TurnOutcome goOn(TurnContext turn, FilePath workspace, InvocationUpdate update)
            throws IOException, InterruptedException {
        if (update.isAny()) {
            turn.save();
        }
        if (stop.cause() == null && firstOutput.isAwaited(process, workspace)) {
            return TurnOutcome.turnIn(FirstOutput.GLANCE_MILLIS);
        }
        pauseMillis = update.isAny()
                ? TurnOutcome.SHORTEST_PAUSE_MILLIS
                : Math.min(
                        TurnOutcome.LONGEST_PAUSE_MILLIS,
                        Math.max(TurnOutcome.SHORTEST_PAUSE_MILLIS, pauseMillis) * 3 / 2);
        return stop.cause() == null ? TurnOutcome.turnIn(pauseMillis) : TurnOutcome.turnSoon();
    }

    private InvocationUpdate takeOver(TurnContext turn, FilePath workspace, DeploymentAction action, boolean atTheEnd)
            throws IOException, InterruptedException {
        InvocationUpdate awaited = firstOutput.take();
        InvocationUpdate update = awaited == null ? process.read(workspace, atTheEnd) : awaited;
        try (OutputStream log = maskOf(turn.build()).over(turn.listener(), process.lastLine())) {
            process.takeOver(update, workspace, log, turn.listener().getLogger(), action, turn.build());
        }
        return update;
    }

    private MaskedLog maskOf(Run<?, ?> build) {
        MaskedLog known = mask;
        if (known == null) {
            known = MaskedLog.of(build, request);
            mask = known;
        }
        return known;
    }

    private void stopEngine(TurnContext turn, FilePath workspace, DeploymentAction action)
            throws IOException, InterruptedException {
        try {
            process.askForStop(workspace);
        } catch (IOException e) {
            // A hook can keep the plugin from writing into the directory, which must not keep the engine from its end.
            if (!process.isStopOverdue(stop.askedAtMillis())) {
                throw e;
            }
        }
        if (process.isStopOverdue(stop.askedAtMillis())) {
            process.kill(workspace, launcherIfAny(turn.context()), turn.listener(), action);
        }
    }

    @CheckForNull
    private static Launcher launcherIfAny(StepContext context) throws InterruptedException {
        try {
            return context.get(Launcher.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static int directoryGone(DeploymentAction action, FilePath workspace) {
        action.lost("The directory through which Jenkins and the engine communicate is gone from " + workspace
                + "@tmp: the workspace was deleted, or another machine now has the name of the agent."
                + " The engine stops by itself and releases its lock; check the servers (kamal app details)");
        return -1;
    }

    /** The agent is not connected. The page shows why the command is over, because its engine cannot report an end. */
    private TurnOutcome miss(TurnContext turn) throws IOException {
        outage.begins(process, turn.listener());
        Throwable stopCause = stop.cause();
        if (stopCause != null && process.isStopOverdue(stop.askedAtMillis())) {
            String why = Messages.FollowEngine_notBack(process.node(), Long.toString(process.stopSeconds()));
            turn.listener().getLogger().println("Kamal: " + why);
            return lost(turn, why, stopCause);
        }
        if (outage.isRemoved(process)) {
            String why = Messages.FollowEngine_removed(process.node());
            return lost(turn, why, new AbortException(why));
        }
        return TurnOutcome.turnLater();
    }

    private TurnOutcome lost(TurnContext turn, String why, Throwable failure) throws IOException {
        DeploymentRecord.of(turn.build(), process.id(), request).lost(why);
        turn.build().save();
        return TurnOutcome.failed(failure);
    }
}
