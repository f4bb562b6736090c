package io.jenkins.plugins.kamal.run;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.resolve.VersionResolver;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import jenkins.MasterToSlaveFileCallable;

/** On the agent: computes the version. Called by {@link RunVersion} alone. */
final class ResolveVersion extends MasterToSlaveFileCallable<RecordedVersion> {

    @Serial
    private static final long serialVersionUID = 1;

    private final SourceSettings settings;
    private final String source;

    ResolveVersion(SourceSettings settings, String source) {
        this.settings = settings;
        this.source = source;
    }

    @Override
    public RecordedVersion invoke(File workspace, VirtualChannel channel) throws IOException {
        Path project = workspace.toPath();
        try {
            UncommittedPolicy policy = StepPolicy.of(settings, project);
            Optional<Version> explicit = Optional.ofNullable(settings.version()).map(Version::new);
            return recorded(new VersionResolver().resolve(new VersionRequest(project, explicit, policy, true)));
        } catch (VersionException | ConfigurationException | IllegalArgumentException e) {
            // The cause stays on the agent: its class need not be known to the controller's log.
            throw new AbortException(e.getMessage());
        }
    }

    private RecordedVersion recorded(ResolvedVersion resolved) {
        String commit = resolved.commit().map(Commit::sha).orElse("");
        String origin =
                switch (resolved.source()) {
                    case EXPLICIT -> "the step's 'version'";
                    case HEAD -> "commit " + commit + (resolved.uncommitted() ? " and uncommitted changes" : "");
                };
        return new RecordedVersion(
                source,
                resolved.version().value(),
                commit,
                resolved.contentDigest().orElse(""),
                resolved.workspace() != ResolvedVersion.WorkspaceState.NOT_EXAMINED,
                origin,
                Instant.now());
    }
}
