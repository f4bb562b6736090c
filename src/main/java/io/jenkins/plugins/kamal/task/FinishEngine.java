package io.jenkins.plugins.kamal.task;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.io.IOException;

/** Cleans up after the engine of a step, and ends the step. A restart may interrupt this and repeat it. */
final class FinishEngine {

    private final EngineRequest request;
    private final EngineProcess process;
    private final AbortRequest stop;

    FinishEngine(EngineRequest request, EngineProcess process, AbortRequest stop) {
        this.request = request;
        this.process = process;
        this.stop = stop;
    }

    TurnOutcome run(TurnContext turn, int exitStatus) throws IOException, InterruptedException {
        FilePath workspace = process.workspace();
        if (workspace != null) {
            new CommandLogCopy(turn.build(), MaskedLog.of(turn.build(), request), LogFilters.ofStep(turn.context()))
                    .copy(process.files(workspace), process.id());
            process.cleanUp(workspace, request.returns() == ReturnKind.OUTPUT);
        }
        DeploymentAction action = DeploymentRecord.of(turn.build(), process.id(), request);
        if (exitStatus != 0) {
            action.lost(LostEngine.reason(exitStatus, process.lastLine()));
            turn.build().save();
        }
        turn.listener().getLogger().flush();
        Throwable stopCause = stop.cause();
        if (stopCause != null) {
            return TurnOutcome.failed(stopCause);
        }
        AbortException outputFailure = process.outputFailure();
        if (exitStatus == 0 && outputFailure != null) {
            return TurnOutcome.failed(outputFailure);
        }
        return exitStatus == 0
                ? succeeded(turn, action.getDeployment())
                : TurnOutcome.failed(new AbortException(action.getDeployment().getAdvisedMessage()));
    }

    private TurnOutcome succeeded(TurnContext turn, Deployment deployment) throws IOException, InterruptedException {
        ServingLine.print(turn.listener(), turn.build(), deployment);
        StepWarnings.mark(turn.context(), request, deployment);
        try {
            return TurnOutcome.returned(ReturnValue.of(request.returns(), deployment, process.output()));
        } catch (AbortException nothingToReturn) {
            // Another exception would be taken for a lost connection, and repeated.
            return TurnOutcome.failed(nothingToReturn);
        }
    }
}
