package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that brings a version onto the servers, and can say why. */
public abstract class DeployingStep extends ServerStep {

    @CheckForNull
    private String reason;

    /** Why somebody deploys, for the build's page and the history; null if nobody says so. */
    @CheckForNull
    public String getReason() {
        return reason;
    }

    /** Sets why somebody deploys. */
    @DataBoundSetter
    public void setReason(@CheckForNull String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }
}
