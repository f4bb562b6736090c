package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.Deployment;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A line of the history with a link to its build, if there is one still. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class PastLine {

    private final PastDeployment past;

    @CheckForNull
    private final String url;

    PastLine(PastDeployment past, @CheckForNull String url) {
        this.past = past;
        this.url = url;
    }

    /** The build. */
    @Exported(inline = true)
    public Origin getOrigin() {
        return past.getOrigin();
    }

    /** What the command did. */
    @Exported(inline = true)
    public Deployment getDeployment() {
        return past.getDeployment();
    }

    /** The address of the build below Jenkins's root, or null where it is not there any more. */
    @CheckForNull
    public String getUrl() {
        return url;
    }
}
