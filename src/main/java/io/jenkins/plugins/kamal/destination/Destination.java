package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.credentials.CredentialsLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The settings of an administrator for a destination: who may deploy there, with which credentials, and when not. */
public final class Destination extends AbstractDescribableImpl<Destination> {

    @CheckForNull
    private String destination;

    @CheckForNull
    private String services;

    @CheckForNull
    private String jobs;

    private boolean sharingRecords;

    @CheckForNull
    private String sshCredentialsId;

    @CheckForNull
    private String registryCredentialsId;

    @CheckForNull
    private String knownHosts;

    @CheckForNull
    private String allowedServers;

    private int lockWait;
    private List<Freeze> freezes = new ArrayList<>();

    /** Settings with the default values. They apply to every deploy without a destination. */
    @DataBoundConstructor
    public Destination() {
        // All settings are optional.
    }

    /** The pattern of the destinations; null for deploys without a destination. */
    @CheckForNull
    public String getDestination() {
        return destination;
    }

    /** Sets the destination. */
    @DataBoundSetter
    public void setDestination(@CheckForNull String destination) {
        this.destination = Util.fixEmptyAndTrim(destination);
    }

    /** The services: patterns, separated by commas; null for all. */
    @CheckForNull
    public String getServices() {
        return services;
    }

    /** Sets the services. */
    @DataBoundSetter
    public void setServices(@CheckForNull String services) {
        this.services = Util.fixEmptyAndTrim(services);
    }

    /** The full names of the jobs that may deploy: patterns, separated by commas; null for all. */
    @CheckForNull
    public String getJobs() {
        return jobs;
    }

    /** Sets the jobs that may deploy. */
    @DataBoundSetter
    public void setJobs(@CheckForNull String jobs) {
        this.jobs = Util.fixEmptyAndTrim(jobs);
    }

    /** Whether the jobs that may deploy trust each other's records of deployments. */
    public boolean isSharingRecords() {
        return sharingRecords;
    }

    /** Sets whether the jobs that may deploy trust each other's records of deployments. */
    @DataBoundSetter
    public void setSharingRecords(boolean sharingRecords) {
        this.sharingRecords = sharingRecords;
    }

    /** The id of the private key for the servers if a step names none; null for none. */
    @CheckForNull
    public String getSshCredentialsId() {
        return sshCredentialsId;
    }

    /** Sets the id of the private key. */
    @DataBoundSetter
    public void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        this.sshCredentialsId = Util.fixEmptyAndTrim(sshCredentialsId);
    }

    /** The id of the login for the registry if a step names none; null for none. */
    @CheckForNull
    public String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    /** Sets the id of the login for the registry. */
    @DataBoundSetter
    public void setRegistryCredentialsId(@CheckForNull String registryCredentialsId) {
        this.registryCredentialsId = Util.fixEmptyAndTrim(registryCredentialsId);
    }

    /** Host keys as in {@code known_hosts}; null for none. */
    @CheckForNull
    public String getKnownHosts() {
        return knownHosts;
    }

    /** Sets the host keys. */
    @DataBoundSetter
    public void setKnownHosts(@CheckForNull String knownHosts) {
        this.knownHosts = Util.fixEmptyAndTrim(knownHosts);
    }

    /** The allowed hosts of servers and registry: patterns, separated by commas; null for all. */
    @CheckForNull
    public String getAllowedServers() {
        return allowedServers;
    }

    /** Sets the allowed hosts of servers and registry. */
    @DataBoundSetter
    public void setAllowedServers(@CheckForNull String allowedServers) {
        this.allowedServers = Util.fixEmptyAndTrim(allowedServers);
    }

    /** How many seconds a step without a setting of its own waits for the deploy lock; 0 for not at all. */
    public int getLockWait() {
        return lockWait;
    }

    /** Sets how many seconds to wait for the deploy lock; a negative number counts as 0. */
    @DataBoundSetter
    public void setLockWait(int lockWait) {
        this.lockWait = Math.max(0, lockWait);
    }

    /** The periods in which the servers must not be changed. */
    public List<Freeze> getFreezes() {
        return List.copyOf(freezes);
    }

    /** Sets the periods in which the servers must not be changed. */
    @DataBoundSetter
    public void setFreezes(@CheckForNull List<Freeze> freezes) {
        this.freezes = new ArrayList<>();
        if (freezes != null) {
            freezes.stream().filter(Objects::nonNull).forEach(this.freezes::add);
        }
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        setFreezes(freezes);
        return this;
    }

    /** Whether the settings apply to this destination; null means a deploy without one. */
    public boolean isFor(@CheckForNull String name) {
        return destination == null
                ? name == null
                : NamePatterns.parse(destination).match(Util.fixNull(name));
    }

    /** Whether the settings apply to a service; null means one that is not known. */
    public boolean isForService(@CheckForNull String service) {
        return service == null
                ? isForEveryService()
                : NamePatterns.parse(services).match(service);
    }

    /** Whether the settings apply to every service, so that the service need not be known. */
    public boolean isForEveryService() {
        return NamePatterns.parse(services).matchEverything();
    }

    /** Whether the job with this full name may deploy. */
    public boolean allowsJob(String fullName) {
        return NamePatterns.ofJobs(jobs).match(fullName);
    }

    /** The reason why servers must not be changed at this time; empty if they may be changed. */
    public Optional<String> freezeAt(Instant instant) {
        return freezes.stream()
                .map(freeze -> freeze.reasonAt(instant))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The freeze that begins next after a time at which none holds; empty if none is to come. */
    public Optional<NextFreeze> nextFreeze(Instant instant) {
        return freezes.stream()
                .map(freeze -> freeze.beginAfter(instant))
                .filter(Objects::nonNull)
                .min(Comparator.comparing(NextFreeze::begin));
    }

    /** What is wrong with the settings, or null. */
    @CheckForNull
    public String problem() {
        return Stream.concat(
                        Stream.of(
                                HostKeyLines.problem(Util.fixNull(knownHosts)),
                                emptyList(jobs, Messages.Destination_jobs()),
                                unlimitedTrust(),
                                emptyList(allowedServers, Messages.Destination_allowedServers())),
                        freezes.stream().map(Freeze::problem))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What is wrong with a list that has commas and no names, or null. */
    @CheckForNull
    private static String emptyList(@CheckForNull String list, String title) {
        return NamePatterns.nameNothing(list) ? Messages.Destination_emptyList(title, list) : null;
    }

    /** What is wrong if the records of every job in Jenkins would be trusted, or null. */
    @CheckForNull
    private String unlimitedTrust() {
        return sharingRecords && NamePatterns.ofJobs(jobs).matchEverything()
                ? Messages.Destination_unlimitedTrust(Messages.Destination_jobs())
                : null;
    }

    /** Describes the settings. */
    @Extension
    @Symbol("kamalDestination")
    public static final class DescriptorImpl extends Descriptor<Destination> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Destination_displayName();
        }

        /** Whether the user may change the settings of this folder, or of Jenkins itself if there is no folder. */
        static boolean mayConfigure(@CheckForNull Item item) {
            return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
        }

        /** The private keys that the folder may use. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillSshCredentialsIdItems(
                @CheckForNull @AncestorInPath Item item, @QueryParameter String sshCredentialsId) {
            return CredentialsLists.privateKeys(item, sshCredentialsId);
        }

        /** The logins that the folder may use. */
        @POST
        @Restricted(NoExternalUse.class)
        public ListBoxModel doFillRegistryCredentialsIdItems(
                @CheckForNull @AncestorInPath Item item, @QueryParameter String registryCredentialsId) {
            return CredentialsLists.logins(item, registryCredentialsId);
        }

        /** Checks the host keys, and shows their fingerprints. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckKnownHosts(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
            return mayConfigure(item) ? HostKeyLines.validate(value) : FormValidation.ok();
        }

        /** Warns if no job has a name that matches. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckJobs(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            String problem = emptyList(value, Messages.Destination_jobs());
            if (problem != null) {
                return FormValidation.error(problem);
            }
            NamePatterns patterns = NamePatterns.ofJobs(value);
            return patterns.matchEverything() || matchesAJob(patterns)
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.Destination_noJob());
        }

        private static boolean matchesAJob(NamePatterns patterns) {
            return Jenkins.get().getAllItems(Job.class, job -> patterns.match(job.getFullName())).stream()
                    .findAny()
                    .isPresent();
        }
    }
}
