package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.cli.parent.ParentCall;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.cli.terminal.SystemTerminal;
import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.LocalPrograms;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the engine finds around it.
 *
 * @param directory where it was started; the project
 * @param environment its environment, which hooks and programs on this machine get too
 * @param out where it prints its log and its results
 * @param err where it prints what went wrong
 * @param addresses where servers are reached
 * @param parent the command whose hook started it, if one did
 * @param terminal who can be asked, and can type
 */
public record ProcessContext(
        Path directory,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        HostAddresses addresses,
        ParentCommand parent,
        Terminal terminal) {

    /** A home directory that holds no file. */
    private static final Path NO_HOME = Path.of("/dev/null");

    public ProcessContext {
        environment = Map.copyOf(environment);
    }

    /** Without a parent command, and with the terminal of this process, if there is one. */
    public ProcessContext(
            Path directory,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            HostAddresses addresses) {
        this(directory, environment, out, err, addresses, ParentCommand.NONE, new SystemTerminal());
    }

    /** Those of this process; asks the parent command what it hands over. */
    public static ProcessContext ofThisProcess() {
        Path directory = Path.of("").toAbsolutePath();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new ProcessContext(
                directory,
                System.getenv(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                err,
                HostAddresses.system(),
                ParentCall.find(System.getenv(), directory, err),
                new SystemTerminal());
    }

    /**
     * The home directory of whoever deploys. A relative or empty one would be in the workspace, whose
     * {@code .ssh/known_hosts} must not count.
     */
    public Path home() {
        return Stream.of(environment.getOrDefault("HOME", ""), System.getProperty("user.home", ""))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst()
                .orElse(NO_HOME);
    }

    /** The programs that this process finds. */
    LocalPrograms programs() {
        return new LocalPrograms(
                environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"), temporaryDirectory());
    }

    /** Where temporary files go, as Kamal's clones do: {@code TMPDIR}, or {@code /tmp}. */
    public Path temporaryDirectory() {
        String chosen = environment.getOrDefault("TMPDIR", "");
        return Path.of(chosen.isBlank() ? "/tmp" : chosen);
    }
}
