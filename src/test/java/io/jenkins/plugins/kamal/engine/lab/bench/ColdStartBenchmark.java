package io.jenkins.plugins.kamal.engine.lab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How long {@code config} takes from a cold start, without and with the class-data archive: a command that connects to no
 * server. Run it with {@code ./dev bench config}.
 */
public final class ColdStartBenchmark {

    private static final String[] CONFIG = {"config", "--version", "v1"};

    private ColdStartBenchmark() {}

    /** Prints a row for each. The only argument is the directory of a project. */
    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        Path root = BenchmarkDirectory.make();
        AgentEngine engine = AgentEngine.in(Files.createDirectory(root.resolve("engine")));
        AgentEngine plain = engine.withoutArchive();
        Path log = root.resolve("log");
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
        System.out.println("Engine: " + engine.describe());
        Row.printHead();
        new Contest("config, cold start")
                .with(
                        "no archive",
                        () -> Measurement.of(plain.command(CONFIG), project, environment, log),
                        () -> Row.Counts.NONE)
                .with(
                        "archive",
                        () -> Measurement.of(engine.command(CONFIG), project, environment, log),
                        () -> Row.Counts.NONE)
                .run();
    }
}
