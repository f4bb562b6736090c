package io.jenkins.plugins.kamal.engine.version;

/** A repository without a commit, which therefore gives no version. */
public final class NoCommitException extends VersionException {

    private static final long serialVersionUID = 1;

    /** Refuses a workspace for this reason. */
    public NoCommitException(String message) {
        super(message);
    }
}
