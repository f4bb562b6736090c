package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Map;
import java.util.function.Function;

/** Lets a hook call {@code kamal}, and lets that command use the state of this run. */
@FunctionalInterface
public interface HookCalls {

    /** Answers no calls: a hook uses the {@code kamal} on its PATH. */
    HookCalls NONE = (moment, environment, hook) -> hook.apply(environment);

    /**
     * Runs a hook and answers its calls while it runs.
     *
     * @param moment the state of the run
     * @param environment the hook's variables, in addition to those of this process
     * @param hook runs the hook with the given variables, and returns its output
     */
    Output during(Moment moment, Map<String, String> environment, Function<Map<String, String>, Output> hook);

    /**
     * The state of the run while a hook runs.
     *
     * @param versionOrNull the version; null if none is known or it names no commit
     * @param lockOrNull the directory of the deploy lock; null if the run does not hold it
     * @param connected whether the hook pre-connect has run or is running
     */
    record Moment(
            @CheckForNull Version versionOrNull,
            @CheckForNull String lockOrNull,
            boolean connected) {}
}
