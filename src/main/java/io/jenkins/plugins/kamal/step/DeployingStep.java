package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that deploys a version to the servers, and can give a reason for it. */
public abstract class DeployingStep extends ServerStep {

    @CheckForNull
    private String reason;

    /** The reason for the deployment, for the build's page and the history; null if none was given. */
    @CheckForNull
    public String getReason() {
        return reason;
    }

    /** Sets the reason for the deployment. */
    @DataBoundSetter
    public void setReason(@CheckForNull String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }
}
