package io.jenkins.plugins.kamal.run.version;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The version of a run: computed once for each source, under a claim on the run, and from then on only compared with.
 * Nothing else in the plugin asks the engine for a version.
 */
public final class RunVersion {

    private final Run<?, ?> run;
    private final VersionFinder finder;
    private final EnvVars environment;
    private final TaskListener listener;

    /**
     * The version of a run, asked for by a step.
     *
     * @param run the run
     * @param finder asks the engine about the step's workspace
     * @param environment the step's environment
     * @param listener the step's log
     */
    public RunVersion(Run<?, ?> run, VersionFinder finder, EnvVars environment, TaskListener listener) {
        this.run = run;
        this.finder = finder;
        this.environment = environment;
        this.listener = listener;
    }

    /**
     * The version of the source; resolved now if the run has none yet. Parallel first callers wait for the one that
     * computes.
     *
     * @throws AbortException where the step, its environment or its workspace contradict the run's version; the message
     *     names both, and nothing was touched
     */
    public RecordedVersion require(SourceSettings settings) throws IOException, InterruptedException {
        AnswerCheck.settings(settings);
        try (RunClaim claim = RunClaim.on(run)) {
            VersionFinder.Answer answer = finder.find(settings, recorded());
            String source = AnswerCheck.source(settings, answer.source());
            Optional<RecordedVersion> recorded = recorded(source);
            if (recorded.isPresent()) {
                refuseContradictions(settings, recorded.get());
                return recorded.get();
            }
            return take(settings, source, answer);
        }
    }

    /**
     * The version that the run upstream recorded for the source, from now on this run's too: what was tested there is
     * what is deployed here. The workspace is compared with it as with one of this run's own.
     *
     * @throws AbortException where there is none, or where the step, its environment, its workspace or a version that
     *     this run has already contradict it; nothing was touched
     */
    public RecordedVersion takeOver(SourceSettings settings) throws IOException, InterruptedException {
        AnswerCheck.settings(settings);
        try (RunClaim claim = RunClaim.on(run)) {
            String source =
                    AnswerCheck.source(settings, finder.identify(settings).source());
            RecordedVersion upstream = new UpstreamVersion(run, source).find();
            Optional<RecordedVersion> recorded = recorded(source);
            if (recorded.isPresent() && !recorded.get().getVersion().equals(upstream.getVersion())) {
                throw new AbortException(
                        "The version of this run is " + recorded.get().getVersion() + ", from "
                                + recorded.get().getOrigin() + ", but the one to take over is " + upstream.getVersion()
                                + ", from "
                                + upstream.getOrigin() + ". Take it over before any other step asks for the version");
            }
            if (recorded.isEmpty()) {
                refuseSharedVariable(source);
            }
            refuseContradictions(settings, upstream);
            compare(settings, upstream);
            return recorded.isPresent() ? recorded.get() : keep(upstream);
        }
    }

    private RecordedVersion take(SourceSettings settings, String source, VersionFinder.Answer answer)
            throws IOException {
        VersionResolved resolved = answer.resolved();
        if (resolved == null) {
            throw new AbortException("The engine on the agent told no version for the source '" + source + "'");
        }
        refuseSharedVariable(source);
        RecordedVersion version = AnswerCheck.version(settings, source, resolved);
        refuseOverriddenVariable(version);
        keep(version);
        mentionStrayVersion(settings, version);
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

    private void refuseContradictions(SourceSettings settings, RecordedVersion recorded) throws AbortException {
        String asked = settings.version();
        if (asked != null && !asked.equals(recorded.getVersion())) {
            throw new AbortException("The step asks for version " + asked + ", but the version of this run is "
                    + recorded.getVersion() + ", from " + recorded.getOrigin()
                    + ". A run has one version: leave out 'version:', or start another run");
        }
        refuseOverriddenVariable(recorded);
    }

    /**
     * {@code withEnv} and {@code env.KAMAL_VERSION =} beat the action, so every later command would see another
     * version.
     */
    private void refuseOverriddenVariable(RecordedVersion version) throws AbortException {
        String value = environment.get(KamalVersionAction.VARIABLE);
        if (value != null && !value.equals(version.getVersion()) && !isOfAnotherSource(value)) {
            throw overridden(KamalVersionAction.VARIABLE, value, version);
        }
        Optional<String> own = SourceVariable.of(version.getSource());
        if (own.isPresent() && !environment.get(own.get(), version.getVersion()).equals(version.getVersion())) {
            throw overridden(own.get(), environment.get(own.get()), version);
        }
    }

    private static AbortException overridden(String variable, String value, RecordedVersion version) {
        return new AbortException(variable + " is " + value
                + " in the environment of this step, but the version of this run is " + version.getVersion()
                + ", from " + version.getOrigin() + ". Remove the withEnv, the 'env." + variable
                + " =' or the parameter that sets it");
    }

    /** Two ids such as {@code a-b} and {@code a.b} have one variable, and the second would change the first's. */
    private void refuseSharedVariable(String source) throws AbortException {
        KamalVersionAction action = run.getAction(KamalVersionAction.class);
        Optional<String> variable = SourceVariable.of(source);
        if (action == null || variable.isEmpty()) {
            return;
        }
        for (RecordedVersion other : action.getVersions()) {
            if (SourceVariable.of(other.getSource()).equals(variable)) {
                throw new AbortException("The source '" + source + "' would have the variable " + variable.get()
                        + ", which the source '" + other.getSource() + "' of this run has already, with version "
                        + other.getVersion() + ". Give one of them another id");
            }
        }
    }

    private boolean isOfAnotherSource(String value) {
        KamalVersionAction action = run.getAction(KamalVersionAction.class);
        return action != null
                && action.getVersions().stream()
                        .anyMatch(version -> version.getVersion().equals(value));
    }

    private void mentionStrayVersion(SourceSettings settings, RecordedVersion resolved) {
        String stray = environment.get("VERSION");
        if (stray != null && settings.version() == null && !Objects.equals(stray, resolved.getVersion())) {
            listener.getLogger()
                    .println(
                            "Kamal: VERSION=" + stray
                                    + " in the environment is not taken as the version; if it is meant, say version: env.VERSION");
        }
    }
}
