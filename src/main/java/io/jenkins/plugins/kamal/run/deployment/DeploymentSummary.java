package io.jenkins.plugins.kamal.run.deployment;

import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import io.jenkins.plugins.kamal.text.Reason;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A deployment in the words of the build's page. */
@Restricted(NoExternalUse.class)
public final class DeploymentSummary {

    private final Deployment deployment;

    DeploymentSummary(Deployment deployment) {
        this.deployment = deployment;
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

    /** What runs as each role. Many hosts with the same text are one line. */
    public List<RoleGroup> getRoleGroups() {
        return RoleGroup.of(deployment.getRoleStates());
    }

    /** How many roles run the version that the command booted. */
    public long getBootedCount() {
        return deployment.getRoleStates().stream()
                .filter(state -> state.getServes() == RoleState.Serves.NEW)
                .count();
    }
}
