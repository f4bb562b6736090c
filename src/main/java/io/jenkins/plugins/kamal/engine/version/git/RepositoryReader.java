package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.util.List;

/** Reads the commit and the changes of one repository. */
public interface RepositoryReader {

    /**
     * The commit that is checked out.
     *
     * @throws VersionException if there is none
     * @throws UnreadableException if this reader does not understand the repository
     */
    Commit head() throws UnreadableException;

    /**
     * The changes of the files against the commit; {@code nested} examines the repositories within this one.
     *
     * @throws UnreadableException if this reader does not understand the repository
     */
    List<Change> changes(NestedRepositories nested) throws UnreadableException;

    /** A repository that a reader does not understand, so that another reader has to read it. */
    final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
