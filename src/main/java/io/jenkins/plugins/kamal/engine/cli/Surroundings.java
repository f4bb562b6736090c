package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Terminal;
import io.jenkins.plugins.kamal.engine.shell.ssh.HostAddresses;
import io.jenkins.plugins.kamal.engine.shell.ssh.LocalPrograms;
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
 * @param caller the command whose hook started it, if one did
 * @param terminal who can be asked, and can type
 */
record Surroundings(
        Path directory,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        HostAddresses addresses,
        Caller caller,
        Terminal terminal) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Without a caller, and with the terminal of this process, if there is one. */
    Surroundings(
            Path directory,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            HostAddresses addresses) {
        this(directory, environment, out, err, addresses, Caller.NONE, new SystemTerminal());
    }

    /** Those of this process; asks the caller what it hands over. */
    static Surroundings ofThisProcess() {
        Path directory = Path.of("").toAbsolutePath();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new Surroundings(
                directory,
                System.getenv(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                err,
                HostAddresses.system(),
                Callback.find(System.getenv(), directory, err),
                new SystemTerminal());
    }

    /** The home directory of whoever deploys. */
    Path home() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** The programs that this process finds. */
    LocalPrograms programs() {
        return new LocalPrograms(
                environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"), temporaryDirectory());
    }

    /** Where temporary files go, as Kamal's clones do: {@code TMPDIR}, or {@code /tmp}. */
    Path temporaryDirectory() {
        String chosen = environment.getOrDefault("TMPDIR", "");
        return Path.of(chosen.isBlank() ? "/tmp" : chosen);
    }
}
