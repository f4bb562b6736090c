package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.shell.ssh.HostAddresses;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the engine finds around it.
 *
 * @param directory where it was started; the project
 * @param environment its environment, which hooks and programs on this machine get too
 * @param out where it prints its log and its results
 * @param err where it prints what went wrong
 * @param addresses where servers are reached
 */
record Surroundings(
        Path directory, Map<String, String> environment, PrintStream out, PrintStream err, HostAddresses addresses) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    static Surroundings ofThisProcess() {
        return new Surroundings(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                HostAddresses.system());
    }

    /** The home directory of whoever deploys. */
    Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** Where temporary files go, as Kamal's clones do: {@code TMPDIR}, or {@code /tmp}. */
    Path temporaryDirectory() {
        String chosen = environment.getOrDefault("TMPDIR", "");
        return Path.of(chosen.isBlank() ? "/tmp" : chosen);
    }
}
