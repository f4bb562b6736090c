package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.RunningRole;
import io.jenkins.plugins.kamal.text.Abbreviation;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What runs as one role on one host, as far as one user may see it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class RunningRoleView {

    private final RunningRole role;
    private final boolean permitted;

    @CheckForNull
    private final BuildLink link;

    RunningRoleView(RunningRole role, @CheckForNull BuildLink link) {
        this.role = role;
        this.permitted = link != null;
        this.link = link;
    }

    /** The host. */
    @Exported
    public String getHost() {
        return role.getHost();
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role.getRole();
    }

    /** What runs and which build booted it, or null if the user may not see that. */
    @CheckForNull
    @Exported(inline = true)
    public RunningRole getRunning() {
        return permitted ? role : null;
    }

    /** The version, short enough for a page, or empty. */
    public String getShortVersion() {
        return permitted ? Abbreviation.version(role.getVersion()) : "";
    }

    /** The build, or null if the user may not see it. */
    @CheckForNull
    public BuildLink getLink() {
        return link;
    }
}
