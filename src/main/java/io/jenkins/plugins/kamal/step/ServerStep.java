package io.jenkins.plugins.kamal.step;

import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes what runs on the servers. */
public abstract class ServerStep extends TargetedStep {

    private int lockWait;

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
        return super.options(text).lockWait(lockWait);
    }
}
