package io.jenkins.plugins.kamal.task;

import hudson.console.ConsoleLogFilter;
import hudson.console.PlainTextConsoleOutputStream;
import hudson.model.AbstractBuild;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.model.Run;
import hudson.tasks.BuildWrapper;
import hudson.util.StreamTaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The filters of a build's log, for another file: they mask the secrets of {@code withCredentials}, for example. The
 * annotations that some of them add are removed, because the file is plain text.
 */
@FunctionalInterface
interface LogFilters {

    /** Filters what is written to this file. Closing the result closes the file. */
    OutputStream over(OutputStream file) throws IOException, InterruptedException;

    /** The filters at a step of a Pipeline. */
    static LogFilters ofStep(StepContext context) {
        return file -> {
            FlowExecution execution = context.get(FlowExecution.class);
            if (execution == null) {
                throw new IOException("the execution of the Pipeline is gone");
            }
            TaskListenerDecorator filters = TaskListenerDecorator.merge(
                    TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)),
                    context.get(TaskListenerDecorator.class));
            StreamTaskListener plain =
                    new StreamTaskListener(new PlainTextConsoleOutputStream(file), StandardCharsets.UTF_8);
            return TaskListenerDecorator.apply(plain, execution.getOwner(), filters)
                    .getLogger();
        };
    }

    /** The filters of a freestyle build. */
    static LogFilters ofBuild(Run<?, ?> run) {
        return file -> {
            OutputStream log = new PlainTextConsoleOutputStream(file);
            for (ConsoleLogFilter filter : ConsoleLogFilter.all()) {
                log = filter.decorateLogger(run, log);
            }
            if (run instanceof AbstractBuild<?, ?> build
                    && build.getProject() instanceof BuildableItemWithBuildWrappers job) {
                for (BuildWrapper wrapper : job.getBuildWrappersList()) {
                    log = wrapper.decorateLogger(build, log);
                }
            }
            return log;
        };
    }
}
