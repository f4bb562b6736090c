package io.jenkins.plugins.kamal.step;

import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes what runs on the servers. */
public abstract class ServerStep extends TargetedStep {

    private int lockWait;
    private boolean takeOverStaleLock;

    /** For how many seconds a deploy lock that is held is waited for; 0 for not at all. */
    public int getLockWait() {
        return lockWait;
    }

    /** Sets for how many seconds a deploy lock that is held is waited for; a negative number counts as 0. */
    @DataBoundSetter
    public void setLockWait(int lockWait) {
        this.lockWait = Math.max(0, lockWait);
    }

    /** Whether the deploy lock of a build of this Jenkins that has ended is taken over. */
    public boolean isTakeOverStaleLock() {
        return takeOverStaleLock;
    }

    /** Sets whether the deploy lock of a build that has ended is taken over. */
    @DataBoundSetter
    public void setTakeOverStaleLock(boolean takeOverStaleLock) {
        this.takeOverStaleLock = takeOverStaleLock;
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).lockWait(lockWait).takeOverStaleLock(takeOverStaleLock);
    }
}
