package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that can be limited to some of the hosts and roles. */
public abstract class TargetedStep extends EngineStep {

    @CheckForNull
    private String hosts;

    @CheckForNull
    private String roles;

    /** The hosts to which the step is limited, separated by commas, or null for all. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    /** Sets the hosts. */
    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** The roles to which the step is limited, separated by commas, or null for all. */
    @CheckForNull
    public String getRoles() {
        return roles;
    }

    /** Sets the roles. */
    @DataBoundSetter
    public void setRoles(@CheckForNull String roles) {
        this.roles = Util.fixEmptyAndTrim(roles);
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).hosts(text.of(hosts)).roles(text.of(roles));
    }
}
