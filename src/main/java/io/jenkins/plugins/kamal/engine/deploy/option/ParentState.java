package io.jenkins.plugins.kamal.engine.deploy.option;

/**
 * What the parent command, whose hook runs this command, has done already.
 *
 * @param holdsLock whether it holds the deploy lock
 * @param connected whether its hook pre-connect has run
 */
public record ParentState(boolean holdsLock, boolean connected) {

    /** There is no parent command. */
    public static final ParentState NONE = new ParentState(false, false);
}
