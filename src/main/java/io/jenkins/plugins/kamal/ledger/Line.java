package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What runs at one place, as one user may see it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class Line {

    private final Place place;
    private final boolean permitted;

    @CheckForNull
    private final String url;

    Line(Place place, boolean permitted, @CheckForNull String url) {
        this.place = place;
        this.permitted = permitted;
        this.url = url;
    }

    /** The host. */
    @Exported
    public String getHost() {
        return place.getContainer().getHost();
    }

    /** The role. */
    @Exported
    public String getRole() {
        return place.getContainer().getRole();
    }

    /** What runs and who booted it, or null where the user may not see that. */
    @CheckForNull
    @Exported(inline = true)
    public Place getPlace() {
        return permitted ? place : null;
    }

    /** The address of the build below Jenkins's root, or null where there is none (any more) for this user. */
    @CheckForNull
    public String getUrl() {
        return permitted ? url : null;
    }
}
