package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The objects that one turn of a step works with.
 *
 * @param context the context of the step, for objects that exist only while its agent is connected
 * @param build the build
 * @param listener the step's log
 */
record TurnContext(StepContext context, Run<?, ?> build, TaskListener listener) {

    static TurnContext in(StepContext context) throws IOException, InterruptedException {
        return new TurnContext(context, context.get(Run.class), context.get(TaskListener.class));
    }

    /** Saves the state of the step. Returns when the state is on the disk. */
    void save() throws IOException, InterruptedException {
        try {
            context.saveState().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "The state of the step cannot be saved. Check whether the controller's disk is full", e);
        }
    }
}
