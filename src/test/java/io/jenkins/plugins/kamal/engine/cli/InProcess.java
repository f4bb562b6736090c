package io.jenkins.plugins.kamal.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole command line of the engine, run in this process. */
public final class InProcess {

    private InProcess() {}

    /** What a command line ended with. */
    public record Result(int exitStatus, String out, String err) {}

    /** Runs a command line where there is no terminal. */
    public static Result run(
            Path directory, Map<String, String> environment, Map<String, Integer> ports, List<String> words) {
        return run(directory, environment, ports, words, Terminal.NONE);
    }

    /**
     * Runs a command line.
     *
     * @param directory the project
     * @param environment the engine's environment
     * @param ports on which port of 127.0.0.1 each host listens; others but 127.0.0.1 itself refuse connections
     * @param terminal who is asked, and types
     */
    public static Result run(
            Path directory,
            Map<String, String> environment,
            Map<String, Integer> ports,
            List<String> words,
            Terminal terminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext process = new ProcessContext(
                directory,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                (host, port) -> List.of(new InetSocketAddress(
                        "127.0.0.1", host.equals("127.0.0.1") ? port : ports.getOrDefault(host, 1))),
                ParentCommand.NONE,
                terminal);
        int exitStatus = Main.run(process, words.toArray(String[]::new));
        return new Result(exitStatus, out.toString(UTF_8), err.toString(UTF_8));
    }
}
