package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import io.jenkins.plugins.kamal.engine.event.DeployEvent;
import io.jenkins.plugins.kamal.engine.event.NumberedEvent;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one command of the engine did in a run, told by its events: the entry in the build's summary. */
@ExportedBean
public final class DeploymentAction implements Action {

    private final String invocation;
    private final Deployment deployment = new Deployment();
    private long lastEvent;

    /** An entry for the invocation with this id. */
    public DeploymentAction(String invocation) {
        this.invocation = Objects.requireNonNull(invocation);
    }

    /** The id of the invocation. */
    public String getInvocation() {
        return invocation;
    }

    /** What happened so far. */
    @Exported(inline = true)
    public Deployment getDeployment() {
        return deployment;
    }

    /** The number of the last event that is recorded here. */
    public synchronized long getLastEvent() {
        return lastEvent;
    }

    /**
     * Records an event, once: one that is recorded already is passed over.
     *
     * @return whether it is new
     */
    public synchronized boolean record(NumberedEvent numbered) {
        if (numbered.number() <= lastEvent) {
            return false;
        }
        DeployEvent event = numbered.event();
        deployment.apply(event, numbered.at());
        lastEvent = numbered.number();
        return true;
    }

    /** Marks a command whose engine ended without a word. */
    public synchronized void lost(String message) {
        deployment.lost(message);
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    @Restricted(NoExternalUse.class)
    public String getDisplayName() {
        return "Kamal";
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }
}
