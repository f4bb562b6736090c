package io.jenkins.plugins.kamal.rollback;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.kamal.ledger.page.DeployableVersion;
import io.jenkins.plugins.kamal.ledger.page.RollbackOffer;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.ledger.page.ServiceViews;
import io.jenkins.plugins.kamal.run.deployment.RollbackCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.ParameterizedJobMixIn;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The page that asks for confirmation, and then starts a job with an earlier version. */
@Restricted(NoExternalUse.class)
public final class JobRollback implements RollbackOffer, StaplerProxy {

    private final Job<?, ?> job;

    JobRollback(Job<?, ?> job) {
        this.job = job;
    }

    /** Only users who may start the job get here. */
    @Override
    public Object getTarget() {
        job.checkPermission(Item.BUILD);
        return this;
    }

    /** The job. */
    public Job<?, ?> getJob() {
        return job;
    }

    @Override
    public boolean offers(String service, String destination) {
        return job.hasPermission(Item.BUILD)
                && job.isBuildable()
                && parameter(service, destination).isPresent();
    }

    @Override
    public Set<String> versions(String service, String destination) {
        return parameter(service, destination).stream()
                .flatMap(parameter -> parameter.getVersions().stream())
                .map(DeployableVersion::getVersion)
                .collect(Collectors.toSet());
    }

    private Optional<KamalDeployedVersionParameterDefinition> parameter(String service, String destination) {
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        return property == null
                ? Optional.empty()
                : property.getParameterDefinitions().stream()
                        .filter(KamalDeployedVersionParameterDefinition.class::isInstance)
                        .map(KamalDeployedVersionParameterDefinition.class::cast)
                        .filter(parameter -> parameter.isAbout(service, destination))
                        .findFirst();
    }

    /** The service and destination in the URL of this page, or null if the user may not see them. */
    @CheckForNull
    public ServiceView getView() {
        return ServiceViews.find(asked("service"), asked("destination")).orElse(null);
    }

    /** The version that the address of this page names, or null if the job's parameter does not offer it. */
    @CheckForNull
    public DeployableVersion getVersion() {
        String service = asked("service");
        String destination = asked("destination");
        Optional<ServiceView> view = parameter(service, destination)
                .map(KamalDeployedVersionParameterDefinition::view)
                .orElseGet(() -> ServiceViews.find(service, destination));
        return view.flatMap(offered -> offered.deployable(asked("version"))).orElse(null);
    }

    /** Whether the job has a parameter for the version. */
    public boolean isParameter() {
        return parameter(asked("service"), asked("destination")).isPresent();
    }

    /** The most characters of the reason that a user may give. */
    public int getLongestReason() {
        return RollbackCause.LONGEST_REASON;
    }

    private static String asked(String name) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String value = request == null ? null : request.getParameter(name);
        return value == null ? "" : value;
    }

    /** Starts the job. Its other parameters keep their defaults. */
    @POST
    public HttpResponse doStart(
            @QueryParameter(required = true) String service,
            @QueryParameter(required = true) String destination,
            @QueryParameter(required = true) String version,
            @CheckForNull @QueryParameter String reason) {
        job.checkPermission(Item.BUILD);
        KamalDeployedVersionParameterDefinition parameter = parameter(service, destination)
                .orElseThrow(() -> new Failure(Messages.JobRollback_noParameter(
                        job.getFullDisplayName(), destination.isEmpty() ? service : service + " → " + destination)));
        if (!job.isBuildable()) {
            throw new Failure(Messages.JobRollback_notBuildable(job.getFullDisplayName()));
        }
        List<ParameterValue> values = new ArrayList<>(List.of(parameter.createValue(version)));
        job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitions().stream()
                .filter(other -> !other.getName().equals(parameter.getName()))
                .map(ParameterDefinition::getDefaultParameterValue)
                .filter(Objects::nonNull)
                .forEach(values::add);
        ParameterizedJobMixIn.scheduleBuild2(
                job,
                0,
                new ParametersAction(values),
                new CauseAction(new Cause.UserIdCause(), new RollbackCause(service, destination, version, reason)));
        return new HttpRedirect("..");
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobRollback_displayName();
    }

    @Override
    public String getUrlName() {
        return "kamal-rollback";
    }
}
