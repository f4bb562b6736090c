package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.util.Objects;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one command of the engine did in a run, told by its events: the entry in the build's summary. */
@ExportedBean
public final class DeploymentAction implements RunAction2 {

    private final String invocation;
    private final Deployment deployment = new Deployment();
    private long lastEvent;

    @CheckForNull
    private transient volatile Run<?, ?> run;

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
     * Records an event, once: one that is recorded already is passed over. Tells the {@link DeploymentListener}s of the
     * last.
     *
     * @return whether it is new
     */
    public boolean record(NumberedEvent numbered) {
        DeployEvent event = numbered.event();
        synchronized (this) {
            if (numbered.number() <= lastEvent) {
                return false;
            }
            deployment.apply(event, numbered.at());
            lastEvent = numbered.number();
        }
        if (event instanceof DeployEvent.CommandFinished) {
            tellEnd();
        }
        return true;
    }

    /** Marks a command whose engine ended without a word. */
    public void lost(String message) {
        if (deployment.lost(message)) {
            tellEnd();
        }
    }

    /** Marks a command whose engine ended with this status, and told no event of it. */
    public void lostWithStatus(int exitStatus) {
        lost("The engine ended with exit status " + exitStatus + " without a word; its log says more");
    }

    private void tellEnd() {
        Run<?, ?> owner = run;
        if (owner != null) {
            DeploymentListener.fireEnded(owner, invocation, deployment);
        }
    }

    /**
     * How it stands, as far as anybody can know: a command whose build is over and that told no end is {@code UNKNOWN}.
     */
    @Restricted(NoExternalUse.class)
    public String getStanding() {
        Run<?, ?> owner = run;
        Deployment.Status status = deployment.getStatus();
        boolean orphan = status == Deployment.Status.RUNNING && owner != null && !owner.isBuilding();
        return orphan ? "UNKNOWN" : status.name();
    }

    /** The run's record of the version that was deployed, or null where the run has none, as for most rollbacks. */
    @CheckForNull
    @Restricted(NoExternalUse.class)
    public RecordedVersion getRecordedVersion() {
        Run<?, ?> owner = run;
        KamalVersionAction versions = owner == null ? null : owner.getAction(KamalVersionAction.class);
        if (versions == null) {
            return null;
        }
        return versions.getVersions().stream()
                .filter(recorded -> recorded.getVersion().equals(deployment.getVersion()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void onAttached(Run<?, ?> attached) {
        run = attached;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
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
