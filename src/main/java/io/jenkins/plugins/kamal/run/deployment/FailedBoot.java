package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.text.Reason;
import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A role on a host where the version could not be booted. */
@ExportedBean
public final class FailedBoot implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String reason;

    FailedBoot(@CheckForNull String host, @CheckForNull String role, @CheckForNull String reason) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.reason = Util.fixNull(reason);
    }

    /** The failure with its first sentence only. */
    FailedBoot withoutDetails() {
        return new FailedBoot(host, role, getSummary());
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role;
    }

    /** What went wrong. */
    @Exported
    public String getReason() {
        return reason;
    }

    /** What went wrong, in one sentence. */
    public String getSummary() {
        return Reason.summary(reason);
    }

    /** The rest of what went wrong, or empty. */
    public String getDetails() {
        return Reason.details(reason);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new FailedBoot(host, role, reason);
    }
}
