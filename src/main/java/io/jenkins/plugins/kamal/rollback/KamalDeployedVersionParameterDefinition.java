package io.jenkins.plugins.kamal.rollback;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.ledger.page.DeployableVersion;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.ledger.page.ServiceViews;
import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A parameter that offers the versions of a service that were deployed to a destination before. */
public final class KamalDeployedVersionParameterDefinition extends SimpleParameterDefinition {

    @Serial
    private static final long serialVersionUID = 1;

    private final String service;

    @CheckForNull
    private String destination;

    @CheckForNull
    private String deployedBy;

    /**
     * A parameter.
     *
     * @param name the name of the parameter
     * @param service the service, as {@code config/deploy.yml} names it
     */
    @DataBoundConstructor
    public KamalDeployedVersionParameterDefinition(String name, String service) {
        super(name);
        this.service = Util.fixNull(service).trim();
    }

    /** The service. */
    public String getService() {
        return Util.fixNull(service);
    }

    /** The destination, or null for a service without destinations. */
    @CheckForNull
    public String getDestination() {
        return destination;
    }

    /** Sets the destination. */
    @DataBoundSetter
    public void setDestination(@CheckForNull String destination) {
        this.destination = Util.fixEmptyAndTrim(destination);
    }

    /** The full name of the job, multibranch project or folder whose deployments count, or null for every job's. */
    @CheckForNull
    public String getDeployedBy() {
        return deployedBy;
    }

    /** Sets the job, multibranch project or folder whose deployments count. */
    @DataBoundSetter
    public void setDeployedBy(@CheckForNull String deployedBy) {
        String name = Util.fixEmptyAndTrim(deployedBy);
        this.deployedBy = name == null ? null : Util.fixEmpty(name.replaceAll("^/+|/+$", ""));
    }

    /** The versions that the current user may choose from. */
    @Restricted(NoExternalUse.class)
    public List<DeployableVersion> getVersions() {
        return view().map(ServiceView::getDeployableVersions).orElse(List.of());
    }

    Optional<ServiceView> view() {
        String jobs = deployedBy;
        return jobs == null
                ? ServiceViews.find(getService(), Util.fixNull(destination))
                : ServiceViews.find(getService(), Util.fixNull(destination), jobs);
    }

    boolean isAbout(String otherService, String otherDestination) {
        return getService().equals(otherService) && Util.fixNull(destination).equals(otherDestination);
    }

    /**
     * The running version, so that a build for which nobody chose a version changes nothing; null if it is not known or
     * not offered, because such a build must not deploy an older version.
     */
    @CheckForNull
    @Override
    public ParameterValue getDefaultParameterValue() {
        return view().flatMap(ServiceView::runningVersion).map(this::valueOf).orElse(null);
    }

    @Override
    public ParameterValue createValue(String value) {
        String version = Util.fixNull(value).trim();
        if (!isDeployable(version)) {
            throw new UndeployedVersionException(
                    Messages.KamalDeployedVersionParameterDefinition_undeployed(getName(), version, target()));
        }
        return valueOf(version);
    }

    @Override
    public boolean isValid(ParameterValue value) {
        return isDeployable(String.valueOf(value.getValue()));
    }

    private boolean isDeployable(String version) {
        return view().flatMap(known -> known.deployable(version)).isPresent();
    }

    private ParameterValue valueOf(String version) {
        return new StringParameterValue(getName(), version, getDescription());
    }

    private String target() {
        return destination == null ? getService() : getService() + " → " + destination;
    }

    @Override
    public boolean equals(@CheckForNull Object other) {
        return other instanceof KamalDeployedVersionParameterDefinition that
                && getName().equals(that.getName())
                && Objects.equals(getDescription(), that.getDescription())
                && Objects.equals(deployedBy, that.deployedBy)
                && that.isAbout(getService(), Util.fixNull(destination));
    }

    @Override
    public int hashCode() {
        return Objects.hash(getName(), getDescription(), getService(), destination, deployedBy);
    }

    /** Describes the parameter. */
    @Extension
    @Symbol("kamalDeployedVersion")
    public static final class DescriptorImpl extends ParameterDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.KamalDeployedVersionParameterDefinition_displayName();
        }

        /** Checks that a service is named, and warns if it was never deployed as far as the user may see. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckService(
                @CheckForNull @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String destination) {
            if (item == null ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER) : !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            String service = Util.fixEmptyAndTrim(value);
            if (service == null) {
                return FormValidation.error(Messages.KamalDeployedVersionParameterDefinition_noService());
            }
            return ServiceViews.find(service, Util.fixNull(destination).trim()).isPresent()
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.KamalDeployedVersionParameterDefinition_neverDeployed());
        }
    }
}
