package io.jenkins.plugins.kamal.engine.flow;

import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.cli.terminal.SystemTerminal;
import io.jenkins.plugins.kamal.engine.cli.terminal.TerminalStyle;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The engine's command line in a process of its own, whose servers are ports of this machine. */
final class EngineAgainstPorts {

    private EngineAgainstPorts() {}

    /** The first argument: which port stands for which host. */
    static String describe(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Runs the words after the first in the working directory; that describes the ports. */
    public static void main(String[] arguments) {
        Map<String, Integer> ports = Arrays.stream(arguments[0].split(","))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.parseInt(pair[1])));
        TerminalStyle style = TerminalStyle.ofOutput(System.getenv());
        ProcessContext process = new ProcessContext(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                style.stream(System.out),
                TerminalStyle.ofErrors(System.getenv()).stream(System.err),
                (host, port) -> List.of(new InetSocketAddress("127.0.0.1", ports.get(host))),
                ParentCommand.NONE,
                new SystemTerminal(),
                style);
        System.exit(Main.run(process, Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
}
