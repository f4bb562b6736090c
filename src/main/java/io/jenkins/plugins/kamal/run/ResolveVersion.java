package io.jenkins.plugins.kamal.run;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.config.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.ErbTemplates;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.VersionResolver;
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
            UncommittedPolicy policy = settings.uncommitted() == null
                    ? UncommittedPolicy.DEFAULT
                    : UncommittedPolicy.parse(settings.uncommitted());
            Optional<Version> explicit = Optional.ofNullable(settings.version()).map(Version::new);
            boolean fromClone = explicit.isPresent() || policy != UncommittedPolicy.DEFAULT || buildsFromClone(project);
            return recorded(new VersionResolver().resolve(new VersionRequest(project, explicit, policy, fromClone)));
        } catch (VersionException | ConfigurationException | IllegalArgumentException e) {
            // The cause stays on the agent: its class need not be known to the controller's log.
            throw new AbortException(e.getMessage());
        }
    }

    private boolean buildsFromClone(Path project) {
        if (!project.resolve(settings.configFile()).toFile().isFile()) {
            return true;
        }
        Configuration configuration = new ConfigurationLoader(project, new ErbTemplates(project, System.getenv()))
                .load(settings.configFile(), Optional.ofNullable(settings.destination()));
        return configuration.builder().buildsFromClone();
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
                origin,
                Instant.now());
    }
}
