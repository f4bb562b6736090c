package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import io.jenkins.plugins.kamal.task.invocation.LifeSign;
import io.jenkins.plugins.kamal.task.launch.LaunchPreparation;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;
import java.time.Duration;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts the engine of a step exactly once, even if the controller is restarted meanwhile. */
final class LaunchEngine {

    /** For how many minutes an engine goes on when Jenkins, or the connection to its agent, is down. */
    private static final String ABSENCE_MINUTES = "io.jenkins.plugins.kamal.absenceMinutes";

    private static final int USUAL_ABSENCE_MINUTES = 60;

    private final EngineRequest request;
    private final EngineProcess process;
    private final AbortRequest stop;
    private final AgentOutage outage;
    private final boolean resumed;

    /**
     * @param resumed whether the controller was restarted since the step began; the agent may reconnect later
     */
    LaunchEngine(EngineRequest request, EngineProcess process, AbortRequest stop, AgentOutage outage, boolean resumed) {
        this.request = request;
        this.process = process;
        this.stop = stop;
        this.outage = outage;
        this.resumed = resumed;
    }

    TurnOutcome run(TurnContext turn) throws IOException, InterruptedException {
        Throwable stopCause = stop.cause();
        if (stopCause != null) {
            process.leave();
            return TurnOutcome.failed(stopCause);
        }
        FilePath workspace = findWorkspace(turn.context());
        if (workspace == null) {
            outage.begins(process, turn.listener());
            return TurnOutcome.turnLater();
        }
        outage.ends(process, turn.listener());
        if (!process.isNew() && process.files(workspace).isStarted()) {
            process.launchedUnnoticed();
        } else {
            address(turn, workspace);
            prepareAndLaunch(turn, workspace);
        }
        turn.save();
        return TurnOutcome.turnNow();
    }

    private static Duration longestAbsence() {
        return Duration.ofMinutes(Math.max(1, SystemProperties.getInteger(ABSENCE_MINUTES, USUAL_ABSENCE_MINUTES)));
    }

    @CheckForNull
    private FilePath findWorkspace(StepContext context) throws IOException, InterruptedException {
        try {
            context.get(Launcher.class);
            return process.isNew() ? context.get(FilePath.class) : process.workspace();
        } catch (IOException e) {
            if (resumed) {
                return null;
            }
            throw e;
        }
    }

    /** Saves where the engine will run before it is started, so that a second start finds the first one. */
    private void address(TurnContext turn, FilePath workspace) throws IOException, InterruptedException {
        if (process.isNew()) {
            process.addressed(turn.context().get(Computer.class).getName(), workspace);
            turn.save();
        }
    }

    private void prepareAndLaunch(TurnContext turn, FilePath workspace) throws IOException, InterruptedException {
        Launcher launcher = turn.context().get(Launcher.class);
        EnvVars environment = turn.context().get(EnvVars.class);
        LaunchPreparation launch =
                new LaunchPreparation(request, turn.build(), workspace, launcher, environment, turn.listener());
        PreparedLaunch prepared = stop.interrupting(
                () -> launch.prepare(process.files(workspace), LifeSign.forAbsence(longestAbsence())));
        if (stop.cause() == null) {
            DeploymentRecord.of(turn.build(), process.id(), request).overrideFreeze(prepared.overriddenFreeze());
            process.launch(prepared, launcher, workspace, turn.listener());
        }
    }
}
