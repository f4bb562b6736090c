package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One turn of a step's work, and what it finds.
 *
 * @param context the step's context, for what is there only while its agent is
 * @param build the build
 * @param listener the step's log
 */
record TurnContext(StepContext context, Run<?, ?> build, TaskListener listener) {

    static TurnContext in(StepContext context) throws IOException, InterruptedException {
        return new TurnContext(context, context.get(Run.class), context.get(TaskListener.class));
    }

    /** Saves the step's state; returns when it is on the disk. */
    void save() throws IOException, InterruptedException {
        try {
            context.saveState().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The state of the step cannot be saved; is the controller's disk full?", e);
        }
    }
}
