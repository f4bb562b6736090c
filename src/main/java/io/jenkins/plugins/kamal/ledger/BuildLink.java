package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build as a page names it, with a link as long as the build exists. */
@Restricted(NoExternalUse.class)
public final class BuildLink {

    private final BuildReference build;
    private final String jobName;

    @CheckForNull
    private final String url;

    BuildLink(BuildReference build, String jobName, @CheckForNull String url) {
        this.build = build;
        this.jobName = jobName;
        this.url = url;
    }

    /** The build. */
    public BuildReference getBuild() {
        return build;
    }

    /** The name of the job as people read it: {@code mb » feature/new-look}. */
    public String getJobName() {
        return jobName;
    }

    /** The address of the build below Jenkins's root, or null if the build is gone. */
    @CheckForNull
    public String getUrl() {
        return url;
    }
}
