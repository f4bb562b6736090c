package io.jenkins.plugins.kamal.ledger.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds the page about deployments to jobs that have deployed something. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class JobDeploymentsFactory extends TransientActionFactory<Job> {

    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return JobDeployments.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job job) {
        return Ledger.get().mentions(Scope.job(job)) ? Set.of(new JobDeployments(job)) : Set.of();
    }
}
