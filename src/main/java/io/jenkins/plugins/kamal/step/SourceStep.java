package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** The settings that all steps share: the configuration and the version. */
public abstract class SourceStep extends Step {

    @CheckForNull
    private String destination;

    @CheckForNull
    private String configFile;

    @CheckForNull
    private String version;

    @CheckForNull
    private String uncommitted;

    @CheckForNull
    private String id;

    /** The destination, or null for none. */
    @CheckForNull
    public String getDestination() {
        return destination;
    }

    /** Sets the destination. */
    @DataBoundSetter
    public void setDestination(@CheckForNull String destination) {
        this.destination = Util.fixEmptyAndTrim(destination);
    }

    /** The configuration file, or null for {@code config/deploy.yml}. */
    @CheckForNull
    public String getConfigFile() {
        return configFile;
    }

    /** Sets the configuration file. */
    @DataBoundSetter
    public void setConfigFile(@CheckForNull String configFile) {
        this.configFile = Util.fixEmptyAndTrim(configFile);
    }

    /** An explicit version, or null for the run's version. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** Sets an explicit version. */
    @DataBoundSetter
    public void setVersion(@CheckForNull String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /** The policy for uncommitted changes, or null for the default. */
    @CheckForNull
    public String getUncommitted() {
        return uncommitted;
    }

    /** Sets the policy for uncommitted changes: default, ignore, fail or mark. */
    @DataBoundSetter
    public void setUncommitted(@CheckForNull String uncommitted) {
        this.uncommitted = VersionFields.fixPolicy(uncommitted);
    }

    /** The id of the source, or null for the repository's own. */
    @CheckForNull
    public String getId() {
        return id;
    }

    /** Sets the id of the source. */
    @DataBoundSetter
    public void setId(@CheckForNull String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    /** The settings of the version and its source. */
    final SourceSettings source(FieldText text) {
        return new SourceSettings(
                text.of(version), text.of(getUncommitted()), text.of(id), text.of(configFile), text.of(destination));
    }
}
