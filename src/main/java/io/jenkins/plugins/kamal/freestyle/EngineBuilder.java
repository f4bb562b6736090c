package io.jenkins.plugins.kamal.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.task.ChildEngine;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;

/** A build step that makes the same request to the engine as a Pipeline step, with that step's settings. */
public abstract class EngineBuilder extends Builder {

    /**
     * The settings. The name differs from the property's, because a form looks for the property's descriptor by its
     * declared type, and the type here has none.
     */
    abstract EngineStep settings();

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        ChildEngine engine = engine(build, launcher, environment, listener);
        take(engine.run(), build);
        return true;
    }

    private ChildEngine engine(
            AbstractBuild<?, ?> build, Launcher launcher, EnvVars environment, BuildListener listener)
            throws IOException {
        FieldText text = FieldText.expandedBy(environment);
        try {
            EngineRequest request = request(text);
            FilePath workspace = build.getWorkspace();
            if (workspace == null) {
                throw new AbortException("The build has no workspace. Check whether its agent is still connected");
            }
            return new ChildEngine(request, build, workspace, launcher, environment, listener);
        } catch (AbortException e) {
            DeploymentAction.refusedIn(build, settings().request(text).title(), e.getMessage());
            throw e;
        }
    }

    /**
     * The request of the build step to the engine.
     *
     * @throws AbortException if a setting of the build step itself is wrong
     */
    EngineRequest request(FieldText text) throws AbortException {
        return settings().request(text);
    }

    /**
     * Uses the output of the command, which is empty unless the request asked for it.
     *
     * @throws AbortException if the output cannot be used
     */
    void take(String output, AbstractBuild<?, ?> build) throws AbortException {
        // Only the build step for any other command uses its output.
    }
}
