package io.jenkins.plugins.kamal.engine.real;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import io.jenkins.plugins.kamal.engine.lab.embedded.DelayedRelay;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long {@code deploy --skip-push} takes with real Docker, sshd and kamal-proxy: two web servers and one for jobs, with
 * a readiness delay of 1 s, as a process of its own from its start to its end. Two versions take turns. Run it with
 * {@code ./dev bench real}; no test, because a test that times itself fails on a busy machine.
 */
public final class RealDeployBenchmark {

    private static final int WARM_UP = 1;
    private static final int RUNS = 7;
    private static final int SSH = 22;

    private final RealApp app;
    private final List<String> versions;

    private RealDeployBenchmark(RealApp app) {
        this.app = app;
        String first = app.head();
        app.succeed("setup");
        String second = app.change("another version");
        app.succeed("deploy");
        this.versions = List.of(first, second);
    }

    /** Prints a row for each round trip. */
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("kamal-bench-");
        RealDeployBenchmark benchmark = new RealDeployBenchmark(new RealApp(RealServers.require(), root));
        System.out.println("round trip | median | fastest | slowest");
        for (int milliseconds : List.of(0, 20)) {
            benchmark.measure(Duration.ofMillis(milliseconds));
        }
        System.exit(0);
    }

    private void measure(Duration roundTrip) throws IOException, InterruptedException {
        Map<String, DelayedRelay> relays = new LinkedHashMap<>();
        for (RealServers.Server server : app.lab.servers()) {
            InetSocketAddress sshd = new InetSocketAddress(server.address(), SSH);
            relays.put(server.address(), DelayedRelay.before(sshd, roundTrip.dividedBy(2)));
        }
        try {
            String ports = relays.entrySet().stream()
                    .map(relay -> relay.getKey() + "=" + relay.getValue().port())
                    .collect(Collectors.joining(","));
            List<Long> times = new ArrayList<>();
            for (int run = 0; run < WARM_UP + RUNS; run++) {
                long start = System.nanoTime();
                deploy(ports, versions.get(run % versions.size()));
                times.add(System.nanoTime() - start);
            }
            print(roundTrip, times.stream().skip(WARM_UP).sorted().toList());
        } finally {
            relays.values().forEach(DelayedRelay::close);
        }
    }

    /** In a Java of its own, with the options that the steps start the engine with. */
    private void deploy(String ports, String version) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        ShippedClassPath.with(RealDeployBenchmark.class),
                        "io.jenkins.plugins.kamal.engine.flow.EngineAgainstPorts",
                        ports,
                        "deploy",
                        "--skip-push",
                        "--version",
                        version)
                .directory(app.project.toFile())
                .redirectErrorStream(true);
        File log = app.project.resolveSibling("bench.log").toFile();
        builder.redirectOutput(log);
        builder.environment().clear();
        builder.environment().putAll(app.environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log.toPath()));
        }
    }

    private static void print(Duration roundTrip, List<Long> nanos) {
        System.out.printf(
                Locale.ROOT,
                "%7d ms | %4.2f s | %5.2f s | %5.2f s%n",
                roundTrip.toMillis(),
                seconds(nanos.get(nanos.size() / 2)),
                seconds(nanos.get(0)),
                seconds(nanos.get(nanos.size() - 1)));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
