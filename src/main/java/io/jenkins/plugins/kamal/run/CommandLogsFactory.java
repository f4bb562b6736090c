package io.jenkins.plugins.kamal.run;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.log.CommandLogs;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds to each build with entries the address of their command logs. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class CommandLogsFactory extends TransientActionFactory<Run> {

    @Override
    public Class<Run> type() {
        return Run.class;
    }

    /** A narrow type, so that looking up the run's other actions below does not ask this factory again. */
    @Override
    public Class<? extends Action> actionType() {
        return CommandLogs.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        return run.getAction(DeploymentAction.class) == null ? Set.of() : Set.of(new CommandLogs(run));
    }
}
