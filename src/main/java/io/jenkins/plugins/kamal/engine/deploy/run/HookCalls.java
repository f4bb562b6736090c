package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What lets a hook call {@code kamal}, as many do, and lets that command go on with what this run has. */
@FunctionalInterface
public interface HookCalls {

    /** A hook finds whatever {@code kamal} there is. */
    HookCalls NONE = (moment, environment, hook) -> hook.apply(environment);

    /**
     * Runs a hook whose calls are answered as long as it runs.
     *
     * @param moment what is so while it runs
     * @param environment its variables, beside those of this process
     * @param hook runs it with the variables that it is given
     */
    Output during(Moment moment, Map<String, String> environment, Function<Map<String, String>, Output> hook);

    /**
     * What is so while a hook runs.
     *
     * @param version the version that the hook is told; empty where none is known, or none that names a commit
     * @param lock the directory of the deploy lock that is held, if it is
     * @param connected whether the hook pre-connect has run, or is this one
     */
    record Moment(Optional<Version> version, Optional<String> lock, boolean connected) {}
}
