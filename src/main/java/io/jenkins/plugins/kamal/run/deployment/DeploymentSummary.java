package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import io.jenkins.plugins.kamal.text.Reason;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A deployment in the words of the build's page. */
@Restricted(NoExternalUse.class)
public final class DeploymentSummary {

    private final Deployment deployment;

    @CheckForNull
    private final Run<?, ?> run;

    /** What runs as each role, the same for the whole page; null until the page asks for it. */
    @CheckForNull
    private List<RoleState> roleStates;

    DeploymentSummary(Deployment deployment, @CheckForNull Run<?, ?> run) {
        this.deployment = deployment;
        this.run = run;
    }

    /** The words for a deployment, without what only its build knows. */
    public static DeploymentSummary of(Deployment deployment) {
        return new DeploymentSummary(deployment, null);
    }

    /** The URL of the build, relative to the root of Jenkins, as long as its entries may change, or null. */
    @CheckForNull
    public String getBuildingUrl() {
        return run != null && run.isBuilding() ? run.getUrl() : null;
    }

    /** How the command ended, or {@code UNKNOWN} if the build is over and the command reported no end. */
    public String getStanding() {
        Deployment.Status status = deployment.getStatus();
        boolean orphan = status == Deployment.Status.RUNNING && run != null && !run.isBuilding();
        return orphan ? "UNKNOWN" : status.name();
    }

    /** Who or what stopped the build, in Jenkins's words such as {@code Aborted by alice}, or empty. */
    public String getStoppedBy() {
        InterruptedBuildAction interrupted = run == null ? null : run.getAction(InterruptedBuildAction.class);
        return interrupted == null
                ? ""
                : interrupted.getCauses().stream()
                        .map(CauseOfInterruption::getShortDescription)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** The run's record of the version that was deployed, or null if the run has none, as for most rollbacks. */
    @CheckForNull
    public RecordedVersion getRecordedVersion() {
        KamalVersionAction versions = run == null ? null : run.getAction(KamalVersionAction.class);
        if (versions == null) {
            return null;
        }
        return versions.getVersions().stream()
                .filter(recorded -> recorded.getVersion().equals(deployment.getVersion()))
                .findFirst()
                .orElse(null);
    }

    /** The version, short enough for a page, or empty. */
    public String getShortVersion() {
        return Abbreviation.version(deployment.getVersion());
    }

    /** The image without its tag, or empty. */
    public String getRepository() {
        String reference = deployment.getImage();
        int tag = reference.lastIndexOf(':');
        return tag > reference.lastIndexOf('/') ? reference.substring(0, tag) : reference;
    }

    /** The digest, short enough for a page, or empty. */
    public String getShortDigest() {
        return Abbreviation.digest(deployment.getDigest());
    }

    /** When the command ended, as far as it said how long it took. */
    public Date getEndDate() {
        return Date.from(deployment.getStartedAt().plusMillis(deployment.getMillis()));
    }

    /** How long the command took, or empty while it runs. */
    public String getDuration() {
        return deployment.getMillis() == 0 ? "" : ElapsedTime.of(deployment.getMillis());
    }

    /** What went wrong, in one sentence, or empty. */
    public String getReason() {
        return Reason.summary(deployment.getMessage());
    }

    /** The rest of what went wrong, or empty. */
    public String getDetails() {
        return Reason.details(deployment.getMessage());
    }

    /** Whether the reason is the only failed boot, which the page shows in a row of its own. */
    public boolean isReasonOfOneFailure() {
        List<FailedBoot> failures = deployment.getFailures();
        return failures.size() == 1 && failures.get(0).getSummary().equals(getReason());
    }

    /** Whether a hook failed. */
    public boolean isHookFailed() {
        return deployment.getHooks().stream().anyMatch(hook -> !hook.isSuccessful());
    }

    /** What runs as each role on each host, sorted by host. */
    public List<RoleState> getRoleStates() {
        List<RoleState> known = roleStates;
        if (known == null) {
            known = deployment.getRoleStates();
            roleStates = known;
        }
        return known;
    }

    /** Whether the command has ended and left different versions on its hosts, other than that of a canary. */
    public boolean isMixed() {
        String canary = deployment.getStatus() == Deployment.Status.PAUSED ? deployment.getVersion() : "";
        return deployment.getStatus() != Deployment.Status.RUNNING
                && getRoleStates().stream()
                                .map(RoleState::getVersion)
                                .filter(version -> !version.isEmpty() && !version.equals(canary))
                                .distinct()
                                .count()
                        > 1;
    }

    /** The URL of the job's page about its deployments, relative to the root of Jenkins, or null without a build. */
    @CheckForNull
    public String getDeploymentsUrl() {
        return run == null ? null : run.getParent().getUrl() + "kamal/";
    }

    /** The number of hosts on which every role runs the new version. */
    public int getDoneHostCount() {
        return RoleState.doneHosts(getRoleStates());
    }

    /** What runs as each role. Many hosts with the same text are one line. */
    public List<RoleGroup> getRoleGroups() {
        return RoleGroup.of(getRoleStates());
    }

    /** How many roles run the version that the command booted. */
    public long getBootedCount() {
        return getRoleStates().stream()
                .filter(state -> state.getServes() == RoleState.Serves.NEW)
                .count();
    }
}
