package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.kamal.ledger.BuildReference;
import java.io.File;
import java.util.Optional;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build as a page names it, with a link as long as the build exists. */
@Restricted(NoExternalUse.class)
public final class BuildLink {

    private final BuildReference build;
    private final String jobName;

    private final Supplier<Optional<String>> url;

    private BuildLink(BuildReference build, String jobName, Supplier<Optional<String>> url) {
        this.build = build;
        this.jobName = jobName;
        this.url = url;
    }

    /** A build of a job that was deleted. */
    static BuildLink ofDeletedJob(BuildReference build) {
        return new BuildLink(build, build.getJob(), Optional::empty);
    }

    /** A build of this job. Whether it still exists is looked up only if a page asks for the link. */
    static BuildLink of(BuildReference build, Job<?, ?> job) {
        String number = String.valueOf(build.getBuild());
        return new BuildLink(
                build,
                job.getFullDisplayName(),
                () -> new File(job.getBuildDir(), number).isDirectory()
                        ? Optional.of(job.getUrl() + number + "/")
                        : Optional.empty());
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
        return url.get().orElse(null);
    }
}
