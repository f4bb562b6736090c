package io.jenkins.plugins.kamal.step;

import io.jenkins.plugins.kamal.task.request.CommandOptions;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that changes what runs on the servers. */
public abstract class ServerStep extends TargetedStep {

    private int lockWait;
    private boolean takeOverStaleLock;

    /** How many seconds to wait for a deploy lock that is held; 0 for not at all. */
    public int getLockWait() {
        return lockWait;
    }

    /** Sets how many seconds to wait for a deploy lock that is held; a negative number counts as 0. */
    @DataBoundSetter
    public void setLockWait(int lockWait) {
        this.lockWait = Math.max(0, lockWait);
    }

    /** Whether the step takes over the deploy lock of a build of this Jenkins that has ended. */
    public boolean isTakeOverStaleLock() {
        return takeOverStaleLock;
    }

    /** Sets whether the step takes over the deploy lock of a build that has ended. */
    @DataBoundSetter
    public void setTakeOverStaleLock(boolean takeOverStaleLock) {
        this.takeOverStaleLock = takeOverStaleLock;
    }

    @Override
    CommandOptions options(FieldText text) {
        return super.options(text).lockWait(lockWait).takeOverStaleLock(takeOverStaleLock);
    }
}
