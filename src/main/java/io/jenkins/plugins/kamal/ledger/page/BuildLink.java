package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.kamal.ledger.BuildReference;
import java.io.File;
import java.util.Optional;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A build on a page, with a link if the build still exists. */
@Restricted(NoExternalUse.class)
public final class BuildLink {

    private final BuildReference build;
    private final String jobName;

    @CheckForNull
    private final String jobUrl;

    private final Supplier<Optional<String>> url;

    private BuildLink(
            BuildReference build, String jobName, @CheckForNull String jobUrl, Supplier<Optional<String>> url) {
        this.build = build;
        this.jobName = jobName;
        this.jobUrl = jobUrl;
        this.url = url;
    }

    /** A build of a job that was deleted. */
    static BuildLink ofDeletedJob(BuildReference build) {
        return new BuildLink(build, build.getJob(), null, Optional::empty);
    }

    /** A build of this job. The existence of the build is checked only if a page needs the link. */
    static BuildLink of(BuildReference build, Job<?, ?> job) {
        String number = String.valueOf(build.getBuild());
        return new BuildLink(
                build,
                job.getFullDisplayName(),
                job.getUrl(),
                () -> new File(job.getBuildDir(), number).isDirectory()
                        ? Optional.of(job.getUrl() + number + "/")
                        : Optional.empty());
    }

    /** The build. */
    public BuildReference getBuild() {
        return build;
    }

    /** The display name of the job: {@code mb » feature/new-look}. */
    public String getJobName() {
        return jobName;
    }

    /** The URL of the job relative to the root of Jenkins, or null if the job was deleted. */
    @CheckForNull
    public String getJobUrl() {
        return jobUrl;
    }

    /** The URL of the build relative to the root of Jenkins, or null if the build was deleted. */
    @CheckForNull
    public String getUrl() {
        return url.get().orElse(null);
    }
}
