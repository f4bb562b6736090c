package io.jenkins.plugins.kamal.engine.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hook that ran, and what it was told.
 *
 * @param hook its name
 * @param environment Kamal's variables and the secrets among its environment
 */
record HookRun(String hook, Map<String, String> environment) {

    /** A hook with {@code NAME=value} rows; what differs from run to run is masked. */
    static HookRun of(String hook, List<String> variables) {
        Map<String, String> environment = new TreeMap<>(Recordings.variables(variables));
        environment.computeIfPresent(
                "KAMAL_RECORDED_AT",
                (name, value) -> value.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$", "*"));
        environment.computeIfPresent("KAMAL_RUNTIME", (name, value) -> value.replaceFirst("^\\d+$", "*"));
        environment.replaceAll((name, value) -> Masks.mask(value));
        return new HookRun(hook, environment);
    }
}
