package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that deploys a version to the servers, and can give a reason for it. */
public abstract class DeployingStep extends ServerStep {

    @CheckForNull
    private String reason;

    /** Inverted, because a field that a saved job lacks is false. */
    private boolean keepingSecrets;

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

    /** Whether the values of the app's secrets are uploaded to the servers. */
    public boolean isSecretsUpload() {
        return !keepingSecrets;
    }

    /** Sets whether the app's secrets are uploaded, or those are used that are on the servers. */
    @DataBoundSetter
    public void setSecretsUpload(boolean secretsUpload) {
        this.keepingSecrets = !secretsUpload;
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).skipSecretsUpload(keepingSecrets);
    }
}
