package io.jenkins.plugins.kamal.run;

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

    FailedBoot(String host, String role, String reason) {
        this.host = host;
        this.role = role;
        this.reason = reason;
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
}
