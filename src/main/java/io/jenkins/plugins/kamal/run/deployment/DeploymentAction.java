package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.EnvironmentContributingAction;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import io.jenkins.plugins.kamal.run.log.CommandLogs;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of one command of the engine in a run, made from the command's events: the entry on the build's page. */
@ExportedBean
public final class DeploymentAction implements RunAction2, EnvironmentContributingAction {

    private static final Logger LOGGER = Logger.getLogger(DeploymentAction.class.getName());

    private final String invocation;
    private final Deployment deployment;
    private long lastEvent;

    private transient volatile boolean warned;

    @CheckForNull
    private transient volatile Run<?, ?> run;

    /** An entry for the invocation with this id, of which nothing else is known. */
    public DeploymentAction(String invocation) {
        this(invocation, CommandRequest.UNKNOWN);
    }

    /** An entry for the invocation with this id, and what is known about its command. */
    public DeploymentAction(String invocation, CommandRequest request) {
        this(Objects.requireNonNull(invocation), new Deployment(request), 0);
    }

    private DeploymentAction(String invocation, Deployment deployment, long lastEvent) {
        this.invocation = invocation;
        this.deployment = deployment;
        this.lastEvent = lastEvent;
    }

    /** The id of the invocation. */
    public String getInvocation() {
        return invocation;
    }

    /** Records which freeze the user who started the run overrides; null for none. */
    public void overrideFreeze(@CheckForNull String overridden) {
        deployment.overrideFreeze(overridden);
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
     * Records an event once, and reports it to the {@link DeploymentListener}s. An event that is recorded already is
     * ignored.
     *
     * @return whether the event is new
     */
    public boolean record(NumberedEvent numbered) {
        DeployEvent event = numbered.event();
        synchronized (this) {
            if (numbered.number() <= lastEvent) {
                return false;
            }
            lastEvent = numbered.number();
        }
        if (DeploymentEvents.apply(deployment, event, numbered.at())) {
            report(listeners -> listeners.report(event));
        } else {
            warnOnce(event);
        }
        return true;
    }

    @Override
    public void buildEnvironment(Run<?, ?> owner, EnvVars environment) {
        environment.putAll(DeploymentVariables.of(deployment));
    }

    /** Warns once, because a hook that forges events may forge many. */
    private void warnOnce(DeployEvent event) {
        if (!warned) {
            warned = true;
            LOGGER.warning(() -> "Ignored events of invocation " + invocation + " in " + run
                    + ", because they contradict how the command started, or come after its end; the first is "
                    + event.getClass().getSimpleName());
        }
    }

    /** Marks a command whose engine ended without reporting an end. */
    public void lost(String reason) {
        fail(null, reason);
    }

    /** Marks a command that failed before its engine could report anything. */
    public void refused(String command, String reason) {
        fail(command, reason);
    }

    private void fail(@CheckForNull String command, String reason) {
        if (deployment.fail(command, reason)) {
            report(ListenerCalls::end);
        }
    }

    /** Shows on a build's page why a step failed before it had an invocation. */
    public static void refusedIn(Run<?, ?> run, String command, String reason) throws IOException {
        DeploymentAction action = new DeploymentAction(UUID.randomUUID().toString());
        run.addAction(action);
        action.refused(command, reason);
        run.save();
    }

    private void report(Consumer<ListenerCalls> report) {
        Run<?, ?> owner = run;
        if (owner != null) {
            report.accept(new ListenerCalls(owner, invocation, deployment));
        }
    }

    /** The deployment in the words of the build's page. */
    @Restricted(NoExternalUse.class)
    public DeploymentSummary getSummary() {
        return new DeploymentSummary(deployment, run);
    }

    /** The address of the log of all commands, below the address of Jenkins; null if there is none. */
    @CheckForNull
    @Restricted(NoExternalUse.class)
    public String getCommandsUrl() {
        Run<?, ?> owner = run;
        return owner == null ? null : new CommandLogs(owner).url(invocation).orElse(null);
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

    /** Fills in what an incomplete file lacks. */
    @SuppressFBWarnings(
            value = "RCN_REDUNDANT_NULLCHECK_OF_NONNULL_VALUE",
            justification = "XStream leaves the field null where the file does not have it")
    private synchronized Object readResolve() {
        return new DeploymentAction(
                Util.fixNull(invocation),
                deployment == null ? new Deployment(CommandRequest.UNKNOWN) : deployment,
                lastEvent);
    }
}
