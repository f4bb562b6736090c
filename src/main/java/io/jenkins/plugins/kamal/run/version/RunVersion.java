package io.jenkins.plugins.kamal.run.version;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the version of a run. It is computed once per source, under a claim on the run; after that, workspaces are only
 * compared with it. Nothing else in the plugin asks the engine for a version.
 */
public final class RunVersion {

    private final Run<?, ?> run;
    private final VersionFinder finder;
    private final ContradictionCheck check;
    private final TaskListener listener;

    /**
     * A step that needs the version of its run.
     *
     * @param run the run
     * @param finder asks the engine about the workspace of the step
     * @param environment the step's environment
     * @param listener the step's log
     */
    public RunVersion(Run<?, ?> run, VersionFinder finder, EnvVars environment, TaskListener listener) {
        this.run = run;
        this.finder = finder;
        this.check = new ContradictionCheck(run, environment);
        this.listener = listener;
    }

    /**
     * The version of the source. If the run has none yet, it is computed now. Parallel callers wait for the first one.
     *
     * @throws AbortException if the step, its environment or its workspace contradict the version of the run; the message
     *     names both, and nothing was changed
     */
    public RecordedVersion require(SourceSettings settings) throws IOException, InterruptedException {
        AgentAnswerCheck.settings(settings);
        try (RunClaim claim = RunClaim.on(run)) {
            VersionFinder.Answer answer = finder.find(settings, recorded());
            String source = AgentAnswerCheck.source(settings, answer.source());
            Optional<RecordedVersion> recorded = recorded(source);
            if (recorded.isPresent()) {
                check.refuseContradictions(settings, recorded.get());
                return recorded.get();
            }
            return take(settings, source, answer);
        }
    }

    /**
     * Takes over the version that the upstream run recorded for the source, so that the tested version is deployed. The
     * workspace is compared with it like with a version of this run.
     *
     * @throws AbortException if there is none, or if the step, its environment, its workspace or the recorded version of
     *     this run contradict it; nothing was changed
     */
    public RecordedVersion takeOver(SourceSettings settings) throws IOException, InterruptedException {
        AgentAnswerCheck.settings(settings);
        try (RunClaim claim = RunClaim.on(run)) {
            String source =
                    AgentAnswerCheck.source(settings, finder.identify(settings).source());
            RecordedVersion upstream = new UpstreamVersion(run, source).find();
            Optional<RecordedVersion> recorded = recorded(source);
            if (recorded.isPresent() && !recorded.get().getVersion().equals(upstream.getVersion())) {
                throw new AbortException(
                        "The version of this run is " + recorded.get().getVersion() + ", from "
                                + recorded.get().getOrigin() + ", but the upstream version is " + upstream.getVersion()
                                + ", from "
                                + upstream.getOrigin()
                                + ". Call kamalVersion with 'fromUpstream' before any other step that needs the version");
            }
            if (recorded.isEmpty()) {
                check.refuseSharedVariable(source);
            }
            check.refuseContradictions(settings, upstream);
            compare(settings, upstream);
            return recorded.isPresent() ? recorded.get() : keep(upstream);
        }
    }

    private RecordedVersion take(SourceSettings settings, String source, VersionFinder.Answer answer)
            throws IOException {
        VersionResolved resolved = answer.resolved();
        if (resolved == null) {
            throw new AbortException("The engine on the agent reported no version for the source '" + source + "'");
        }
        check.refuseSharedVariable(source);
        RecordedVersion version = AgentAnswerCheck.version(settings, source, resolved);
        check.refuseOverriddenVariable(version);
        keep(version);
        check.mentionIgnoredVersion(settings, version, listener);
        return version;
    }

    private void compare(SourceSettings settings, RecordedVersion version) throws IOException, InterruptedException {
        VersionFinder.Answer answer = finder.find(settings, List.of(version));
        if (!answer.source().equals(version.getSource()) || answer.resolved() != null) {
            throw new AbortException("The source in the workspace changed from '" + version.getSource()
                    + "' while it was compared with the version to take over; start another run");
        }
    }

    private RecordedVersion keep(RecordedVersion version) throws IOException {
        KamalVersionAction action = run.getAction(KamalVersionAction.class);
        if (action == null) {
            action = new KamalVersionAction();
            action.record(version);
            run.addAction(action);
        } else {
            action.record(version);
        }
        run.save();
        listener.getLogger()
                .println("Kamal: the version of this run is " + version.getVersion() + ", from " + version.getOrigin());
        return version;
    }

    private List<RecordedVersion> recorded() {
        return Optional.ofNullable(run.getAction(KamalVersionAction.class))
                .map(KamalVersionAction::getVersions)
                .orElse(List.of());
    }

    private Optional<RecordedVersion> recorded(String source) {
        return Optional.ofNullable(run.getAction(KamalVersionAction.class)).flatMap(action -> action.find(source));
    }
}
