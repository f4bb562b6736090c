package io.jenkins.plugins.kamal.ledger.page;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a job about its deployments: what runs where, and the history. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class JobDeployments implements Action {

    private static final Pattern SKIP = Pattern.compile("[0-9]{1,5}");

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
        return ServiceViews.of(Scope.job(job), getSkipped());
    }

    /** Whether the figures can be drawn, which requires the optional plugin ECharts API. */
    public boolean isChartsAvailable() {
        return Jenkins.get().getPlugin("echarts-api") != null;
    }

    /** How many of the newest deployments the page leaves out: {@code ?skip=20} shows the second page. */
    public int getSkipped() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String skip = request == null ? null : request.getParameter("skip");
        return skip != null && SKIP.matcher(skip).matches() ? Integer.parseInt(skip) : 0;
    }

    /** The offset of the next older page. */
    public int getOlderSkipped() {
        return getSkipped() + ServiceView.PAGE;
    }

    /** The offset of the next newer page. */
    public int getNewerSkipped() {
        return Math.max(0, getSkipped() - ServiceView.PAGE);
    }

    /** Whether the user may start the job with an earlier version of the service from this page. */
    public boolean isRollbackOffered(String service, String destination) {
        RollbackOffer offer = job.getAction(RollbackOffer.class);
        return offer != null && offer.offers(service, destination);
    }

    /** The versions of the service that the user may start the job with. */
    public Set<String> rollbackVersions(String service, String destination) {
        RollbackOffer offer = job.getAction(RollbackOffer.class);
        return offer == null ? Set.of() : offer.versions(service, destination);
    }

    /** Whether the user may start the job. */
    public boolean isStartable() {
        return job.hasPermission(Item.BUILD);
    }

    /** The line of a Jenkinsfile that gives the job a parameter with the versions of a service. */
    public String parameterFor(String service, String destination) {
        return "parameters { kamalDeployedVersion(name: 'VERSION', service: '" + service + "'"
                + (destination.isEmpty() ? "" : ", destination: '" + destination + "'") + ") }";
    }

    /** The URL of the page that asks to confirm a rollback, relative to this page. */
    public String rollbackUrl(String service, String destination, String version) {
        return "../kamal-rollback/?service=" + Util.rawEncode(service) + "&destination=" + Util.rawEncode(destination)
                + "&version=" + Util.rawEncode(version);
    }

    /** The REST API of this page. */
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
