package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes what runs on the servers. */
public abstract class ServerStep extends EngineStep {

    @CheckForNull
    private String hosts;

    @CheckForNull
    private String roles;

    private int lockWait;

    /** The hosts that are meant, separated by commas, or null for all. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    /** Sets the hosts. */
    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** The roles that are meant, separated by commas, or null for all. */
    @CheckForNull
    public String getRoles() {
        return roles;
    }

    /** Sets the roles. */
    @DataBoundSetter
    public void setRoles(@CheckForNull String roles) {
        this.roles = Util.fixEmptyAndTrim(roles);
    }

    /** For how many seconds a deploy lock that is held is waited for; 0 for not at all. */
    public int getLockWait() {
        return lockWait;
    }

    /** Sets for how many seconds a deploy lock that is held is waited for; a negative number counts as 0. */
    @DataBoundSetter
    public void setLockWait(int lockWait) {
        this.lockWait = Math.max(0, lockWait);
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).hosts(text.of(hosts)).roles(text.of(roles)).lockWait(lockWait);
    }
}
