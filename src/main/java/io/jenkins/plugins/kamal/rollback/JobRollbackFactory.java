package io.jenkins.plugins.kamal.rollback;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.Set;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds the page for rollbacks to each job that can have parameters. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class JobRollbackFactory extends TransientActionFactory<Job> {

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobRollback.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job job) {
        return job instanceof ParameterizedJobMixIn.ParameterizedJob ? Set.of(new JobRollback(job)) : Set.of();
    }
}
