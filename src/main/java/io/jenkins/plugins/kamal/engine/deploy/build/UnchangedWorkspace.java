package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.Comparison;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.Matches;

/**
 * Checks that the workspace still has the content of the version. The check runs only if the plugin fixed the commit,
 * because a version that a person names on the command line may differ on purpose.
 */
final class UnchangedWorkspace {

    private final Session session;

    UnchangedWorkspace(Session session) {
        this.session = session;
    }

    /** Throws a {@link DeployException} if the workspace changed. */
    void require(String when) {
        if (session.request().commit() == null) {
            return;
        }
        Comparison comparison = new WorkspaceCheck().compare(session.project().directory(), session.version());
        if (!(comparison instanceof Matches)) {
            throw new DeployException(
                    Topic.VERSION,
                    "The workspace " + session.project().directory() + " changed " + when
                            + ": the version is " + session.version() + ", and now it is " + describe(comparison)
                            + ". Undo what changed it, or start another run");
        }
    }

    private static String describe(Comparison comparison) {
        if (comparison instanceof WorkspaceCheck.OtherCommit other) {
            return "at commit " + other.actualSha();
        }
        WorkspaceCheck.OtherContent other = (WorkspaceCheck.OtherContent) comparison;
        return "at " + other.sha()
                + other.actualDigest().map(digest -> "_uncommitted_" + digest).orElse(" without changes");
    }
}
