package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.cli.run.GlobalOptions;
import io.jenkins.plugins.kamal.engine.config.load.ConfigurationLoader;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.template.ErbTemplates;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.protocol.KnownVersion;
import io.jenkins.plugins.kamal.engine.version.Commit;
import io.jenkins.plugins.kamal.engine.version.ResolvedVersion;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.engine.version.VersionMark;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.resolve.ExpectedWorkspace;
import io.jenkins.plugins.kamal.engine.version.resolve.SourceId;
import io.jenkins.plugins.kamal.engine.version.resolve.VersionResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code run-version}, for the plugin alone: identifies the source in the workspace, then compares the workspace with
 * the version that the run has for this source, or computes the version if the run has none.
 */
@Command(name = "run-version", hidden = true, description = "Finds the version of a Jenkins run.")
public final class RunVersionCommand extends TopLevelCommand {

    @Option(names = "--source-id", description = "The id of the source, instead of its repository and directory")
    @CheckForNull
    private String sourceId;

    @Option(names = "--uncommitted", description = "The policy for uncommitted changes")
    private String uncommitted = UncommittedPolicy.DEFAULT.word();

    @Option(names = "--known", description = "A version that the run already has, as JSON")
    private List<String> known = List.of();

    @Option(names = "--identify", description = "Identify the source, and do nothing else")
    private boolean identifyOnly;

    @Option(names = "--service", description = "Report the service in the configuration, and do nothing else")
    private boolean serviceOnly;

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("run-version")).answer(this::answer);
    }

    private void answer(Events events) {
        Path project = options().process().directory();
        if (serviceOnly) {
            events.tell(new DeployEvent.ServiceIdentified(configuration(project).service()));
            return;
        }
        String source = (sourceId == null ? SourceId.of(project) : SourceId.explicit(sourceId)).value();
        events.tell(new DeployEvent.SourceIdentified(source));
        if (identifyOnly) {
            return;
        }
        Optional<KnownVersion> recorded = known.stream()
                .map(KnownVersion::fromJson)
                .filter(version -> version.source().equals(source))
                .findFirst();
        UncommittedPolicy policy = policy(project);
        if (recorded.isPresent()) {
            expected(recorded.get()).require(project, policy);
        } else {
            events.tell(resolve(project, policy));
        }
    }

    private static ExpectedWorkspace expected(KnownVersion known) {
        VersionMark mark = known.commit().isEmpty()
                ? null
                : new VersionMark(known.commit(), known.contentDigest().isEmpty() ? null : known.contentDigest());
        return new ExpectedWorkspace(new Version(known.version()), mark, known.contentExamined());
    }

    private DeployEvent resolve(Path project, UncommittedPolicy policy) {
        ResolvedVersion resolved = new VersionResolver()
                .resolve(new VersionRequest(project, options().version().orElse(null), policy, true));
        return new DeployEvent.VersionResolved(
                resolved.version().value(),
                resolved.commit().map(Commit::sha).orElse(""),
                resolved.contentDigest().orElse(""),
                resolved.workspace() != ResolvedVersion.WorkspaceState.NOT_EXAMINED,
                resolved.source() == ResolvedVersion.Source.EXPLICIT);
    }

    /** The policy that the step names, or else the policy that follows from where the configuration builds. */
    private UncommittedPolicy policy(Path project) {
        UncommittedPolicy named = UncommittedPolicy.parse(uncommitted);
        if (named != UncommittedPolicy.DEFAULT) {
            return named;
        }
        // Whoever names the version is responsible for the content, too.
        return options().version().isPresent() || buildsFromClone(project)
                ? UncommittedPolicy.IGNORE
                : UncommittedPolicy.MARK;
    }

    private boolean buildsFromClone(Path project) {
        return !Files.isRegularFile(project.resolve(options().configFile()))
                || configuration(project).builder().buildsFromClone();
    }

    private Configuration configuration(Path project) {
        GlobalOptions options = options();
        ErbTemplates templates = new ErbTemplates(project, options.process().environment());
        return new ConfigurationLoader(project, templates)
                .load(options.configFile(), options.destination().orElse(null));
    }
}
