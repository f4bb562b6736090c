package io.jenkins.plugins.kamal.run.version;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Optional;

/**
 * Compares the version of a run with what a step and its environment say about the version.
 *
 * @param run the run
 * @param environment the step's environment
 */
record ContradictionCheck(Run<?, ?> run, EnvVars environment) {

    /** Refuses a step that asks for another version than the recorded one, or whose environment names another one. */
    void refuseContradictions(SourceSettings settings, RecordedVersion recorded) throws AbortException {
        String asked = settings.version();
        if (asked != null && !asked.equals(recorded.getVersion())) {
            throw new AbortException("The step asks for version " + asked + ", but the version of this run is "
                    + recorded.getVersion() + ", from " + recorded.getOrigin()
                    + ". A run has one version: leave out 'version:', or start another run");
        }
        refuseOverriddenVariable(recorded);
    }

    /**
     * Refuses an overridden variable: {@code withEnv} and {@code env.KAMAL_VERSION =} override the action, so every
     * later command would see another version.
     */
    void refuseOverriddenVariable(RecordedVersion version) throws AbortException {
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

    /** Two ids such as {@code a-b} and {@code a.b} share one variable, and the second would overwrite the first. */
    void refuseSharedVariable(String source) throws AbortException {
        KamalVersionAction action = run.getAction(KamalVersionAction.class);
        Optional<String> variable = SourceVariable.of(source);
        if (action == null || variable.isEmpty()) {
            return;
        }
        for (RecordedVersion other : action.getVersions()) {
            if (SourceVariable.of(other.getSource()).equals(variable)) {
                throw new AbortException("The source '" + source + "' would use the variable " + variable.get()
                        + ", which the source '" + other.getSource() + "' of this run already uses, for version "
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

    /** Tells users that a step ignores {@code VERSION}, which has a meaning on Kamal's command line. */
    void mentionIgnoredVersion(SourceSettings settings, RecordedVersion resolved, TaskListener listener) {
        String ignored = environment.get("VERSION");
        if (ignored != null && settings.version() == null && !ignored.equals(resolved.getVersion())) {
            listener.getLogger()
                    .println("Kamal: ignored VERSION=" + ignored
                            + " in the environment; to use it as the version, pass version: env.VERSION to the step");
        }
    }
}
