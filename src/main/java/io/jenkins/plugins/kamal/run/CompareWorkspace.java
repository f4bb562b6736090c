package io.jenkins.plugins.kamal.run;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion.WorkspaceState;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.git.LocalGit;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.Comparison;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherCommit;
import io.jenkins.plugins.kamal.engine.version.resolve.WorkspaceCheck.OtherContent;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.MasterToSlaveFileCallable;

/** On the agent: compares a workspace with the run's version. Answers what differs, or the empty string. */
final class CompareWorkspace extends MasterToSlaveFileCallable<String> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int FILES_NAMED = 10;

    private final SourceSettings settings;
    private final RecordedVersion recorded;

    CompareWorkspace(SourceSettings settings, RecordedVersion recorded) {
        this.settings = settings;
        this.recorded = recorded;
    }

    @Override
    public String invoke(File workspace, VirtualChannel channel) throws IOException {
        Path project = workspace.toPath();
        try {
            UncommittedPolicy policy = StepPolicy.of(settings, project);
            String difference = difference(new WorkspaceCheck().compare(project, expected(policy)), workspace);
            return difference.isEmpty() && policy == UncommittedPolicy.FAIL ? changes(project) : difference;
        } catch (VersionException | ConfigurationException | IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** The content counts where it was looked at then, and where this step builds from it or asks for it. */
    private ResolvedVersion expected(UncommittedPolicy policy) {
        Optional<String> digest = Optional.of(recorded.getContentDigest()).filter(content -> !content.isEmpty());
        boolean counts = recorded.isContentExamined() || policy == UncommittedPolicy.MARK && recorded.namesCommit();
        return new ResolvedVersion(
                new Version(recorded.getVersion()),
                Optional.of(recorded.getCommit())
                        .filter(sha -> !sha.isEmpty())
                        .map(sha -> new Commit(sha, "", Optional.empty())),
                ResolvedVersion.Source.HEAD,
                counts
                        ? digest.isPresent() ? WorkspaceState.CHANGED : WorkspaceState.CLEAN
                        : WorkspaceState.NOT_EXAMINED,
                digest);
    }

    private String changes(Path project) {
        List<String> files = ProjectRepository.of(project, new LocalGit()).uncommittedFiles();
        if (files.isEmpty()) {
            return "";
        }
        return "The workspace " + project + " holds uncommitted changes, and the step's policy for them is 'fail': "
                + String.join(", ", files.subList(0, Math.min(FILES_NAMED, files.size())))
                + (files.size() > FILES_NAMED ? " and " + (files.size() - FILES_NAMED) + " more" : "")
                + ". The version of this run is " + recorded.getVersion()
                + ". Commit them, or choose the policy 'ignore' or 'mark'";
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
                    + " are not those of this run's version: it is "
                    + recorded.getVersion() + ", and the workspace is "
                    + other.actualDigest()
                            .map(digest -> other.sha() + "_uncommitted_" + digest)
                            .orElse(other.sha() + " without changes")
                    + ". Undo what changed the files, or start another run";
        }
        return "";
    }
}
