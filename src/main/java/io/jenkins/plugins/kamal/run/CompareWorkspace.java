package io.jenkins.plugins.kamal.run;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.WorkspaceCheck;
import io.jenkins.plugins.kamal.engine.version.WorkspaceCheck.Comparison;
import io.jenkins.plugins.kamal.engine.version.WorkspaceCheck.OtherCommit;
import io.jenkins.plugins.kamal.engine.version.WorkspaceCheck.OtherContent;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;
import jenkins.MasterToSlaveFileCallable;

/** On the agent: compares a workspace with the run's version. Answers what differs, or the empty string. */
final class CompareWorkspace extends MasterToSlaveFileCallable<String> {

    @Serial
    private static final long serialVersionUID = 1;

    private final RecordedVersion recorded;

    CompareWorkspace(RecordedVersion recorded) {
        this.recorded = recorded;
    }

    @Override
    public String invoke(File workspace, VirtualChannel channel) throws IOException {
        try {
            return difference(new WorkspaceCheck().compare(workspace.toPath(), expected()), workspace);
        } catch (VersionException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private ResolvedVersion expected() {
        boolean marked = !recorded.getContentDigest().isEmpty();
        Optional<Commit> commit = recorded.getCommit().isEmpty()
                ? Optional.empty()
                : Optional.of(new Commit(recorded.getCommit(), "", Optional.empty()));
        return new ResolvedVersion(
                new Version(recorded.getVersion()),
                commit,
                ResolvedVersion.Source.HEAD,
                marked ? ResolvedVersion.WorkspaceState.CHANGED : ResolvedVersion.WorkspaceState.NOT_EXAMINED,
                marked ? Optional.of(recorded.getContentDigest()) : Optional.empty());
    }

    private String difference(Comparison comparison, File workspace) {
        if (comparison instanceof OtherCommit other) {
            return "The workspace " + workspace + " is at commit " + other.actualSha()
                    + ", but the version of this run is "
                    + recorded.getVersion() + ", from commit " + other.expectedSha()
                    + ". Check out that commit, or start another run";
        }
        if (comparison instanceof OtherContent other) {
            return "The uncommitted changes in the workspace " + workspace
                    + " are no longer those of this run's version: it is "
                    + recorded.getVersion() + ", and the workspace now is "
                    + other.actualDigest()
                            .map(digest -> other.sha() + "_uncommitted_" + digest)
                            .orElse(other.sha() + " without changes")
                    + ". Undo what changed the files since, or start another run";
        }
        return "";
    }
}
