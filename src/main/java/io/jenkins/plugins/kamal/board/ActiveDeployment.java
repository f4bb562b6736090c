package io.jenkins.plugins.kamal.board;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.StartedBy;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A command that is changing a service at a destination at this moment. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ActiveDeployment {

    private final Run<?, ?> run;
    private final Deployment deployment;

    ActiveDeployment(Run<?, ?> run, Deployment deployment) {
        this.run = run;
        this.deployment = deployment;
    }

    /** The full name of the job. */
    @Exported
    public String getJob() {
        return run.getParent().getFullName();
    }

    /** The number of the build. */
    @Exported
    public int getBuild() {
        return run.getNumber();
    }

    /** The URL of the build, relative to the root of Jenkins. */
    public String getUrl() {
        return run.getUrl();
    }

    /** The display name of the build with its job. */
    public String getName() {
        return run.getFullDisplayName();
    }

    /** Who or what started the build. */
    @Exported
    public String getStartedBy() {
        return StartedBy.of(run);
    }

    /** The command, its version and its phase. */
    @Exported(inline = true)
    public Deployment getDeployment() {
        return deployment;
    }

    /** The version, short enough for a page, or empty. */
    public String getShortVersion() {
        return Abbreviation.version(deployment.getVersion());
    }

    /** The number of hosts that the command is about. */
    @Exported
    public int getHostCount() {
        return deployment.getHosts().size();
    }

    /** The number of hosts on which every role runs the new version. */
    @Exported
    public int getDoneCount() {
        return deployment.getDoneHostCount();
    }
}
