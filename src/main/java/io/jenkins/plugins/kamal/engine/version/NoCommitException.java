package io.jenkins.plugins.kamal.engine.version;

/** Reports that a repository has no commit, and therefore no version. */
public final class NoCommitException extends VersionException {

    private static final long serialVersionUID = 1;

    /** Refuses a workspace for this reason. */
    public NoCommitException(String message) {
        super(message);
    }
}
