package io.jenkins.plugins.kamal.ledger;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a job about what it deployed: what runs where now, and what came before. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class JobDeployments implements Action {

    private final Job<?, ?> job;

    JobDeployments(Job<?, ?> job) {
        this.job = job;
    }

    /** The job. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** The services and destinations that the job has deployed, as far as the user may see them. */
    @Exported(inline = true)
    public List<ServiceView> getServices() {
        job.checkPermission(Item.READ);
        return Ledger.get().viewOf(job.getFullName());
    }

    /** The same as data. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobDeployments_displayName();
    }

    @Override
    public String getUrlName() {
        return "kamal";
    }
}
