package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.cli.parent.ParentCall;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.cli.terminal.SystemTerminal;
import io.jenkins.plugins.kamal.engine.cli.terminal.TerminalStyle;
import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.LocalPrograms;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The context of the engine's process.
 *
 * @param directory the directory in which it was started, which is the project
 * @param environment its environment, which hooks and programs on this machine get, too
 * @param out where it prints its log and its results
 * @param err where it prints failures
 * @param addresses looks up the addresses of servers
 * @param parent the command whose hook started it, if there is one
 * @param terminal the terminal of a person, if there is one
 * @param style what {@code out} may show besides text
 */
public record ProcessContext(
        Path directory,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        HostAddresses addresses,
        ParentCommand parent,
        Terminal terminal,
        TerminalStyle style) {

    /** A home directory that holds no file. */
    private static final Path NO_HOME = Path.of("/dev/null");

    public ProcessContext {
        environment = Map.copyOf(environment);
    }

    /** A context whose output is plain text. */
    public ProcessContext(
            Path directory,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            HostAddresses addresses,
            ParentCommand parent,
            Terminal terminal) {
        this(directory, environment, out, err, addresses, parent, terminal, TerminalStyle.PLAIN);
    }

    /** A context without a parent command, and with the terminal of this process, if there is one. */
    public ProcessContext(
            Path directory,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            HostAddresses addresses) {
        this(directory, environment, out, err, addresses, ParentCommand.NONE, new SystemTerminal());
    }

    /** The context of this process, with the context that the parent command hands over. */
    public static ProcessContext ofThisProcess() {
        Path directory = Path.of("").toAbsolutePath();
        PrintStream err = TerminalStyle.ofErrors(System.getenv()).stream(System.err);
        TerminalStyle style = TerminalStyle.ofOutput(System.getenv());
        return new ProcessContext(
                directory,
                System.getenv(),
                style.stream(System.out),
                err,
                HostAddresses.system(),
                ParentCall.find(System.getenv(), directory, err),
                new SystemTerminal(),
                style);
    }

    /**
     * The home directory of the user who deploys. A relative or empty path would point into the workspace, whose {@code
     * .ssh/known_hosts} must not count.
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

    /** The directory for temporary files, and for clones as in Kamal: {@code TMPDIR}, or {@code /tmp}. */
    public Path temporaryDirectory() {
        String chosen = environment.getOrDefault("TMPDIR", "");
        return Path.of(chosen.isBlank() ? "/tmp" : chosen);
    }
}
