package io.jenkins.plugins.kamal.engine.flow;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import io.jenkins.plugins.kamal.engine.lab.embedded.DelayedRelay;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long {@code deploy --skip-push} takes for one proxied role on 1, 4 and 16 embedded servers whose Docker answers
 * at once: as a process of its own from its start to its end, without latency and with a round trip of 20 ms to each
 * server. Run it with {@code ./dev bench}; no test, because a test that times itself fails on a busy machine.
 */
public final class DeployBenchmark {

    private static final int WARM_UP = 1;
    private static final int RUNS = 5;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    private DeployBenchmark() {}

    /** Prints a row for each number of servers. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("servers | no latency | 20 ms round trip | scripts a server | docker commands");
        for (int servers : List.of(1, 4, 16)) {
            Path root = Files.createTempDirectory("kamal-bench-");
            try (DeployLab lab = DeployLab.start(root, servers)) {
                prepare(lab, servers);
                lab.succeed("deploy", "--skip-hooks");
                long plain = median(lab, lab.servers.ports());
                long distant = withLatency(lab);
                lab.forget();
                run(lab, lab.servers.ports());
                System.out.printf(
                        Locale.ROOT,
                        "%7d | %8.2f s | %14.2f s | %16d | %d%n",
                        servers,
                        plain / 1000.0,
                        distant / 1000.0,
                        lab.server(1).commands().size(),
                        lab.servers.all().stream()
                                .map(EmbeddedServer::dockerCalls)
                                .mapToInt(List::size)
                                .sum());
            } finally {
                delete(root);
            }
        }
        System.exit(0);
    }

    private static void prepare(DeployLab lab, int servers) {
        String hosts = IntStream.rangeClosed(1, servers)
                .mapToObj(number -> "      - 10.0.0." + number)
                .collect(Collectors.joining("\n"));
        lab.write("config/deploy.yml", """
                service: myapp
                image: lab/myapp
                servers:
                  web:
                    hosts:
                %s
                proxy:
                  host: app.lab
                registry:
                  server: 10.0.0.9:5555
                  username: deployer
                  password:
                    - KAMAL_REGISTRY_PASSWORD
                builder:
                  arch: amd64
                  driver: docker
                """.formatted(hosts));
        lab.commit();
    }

    private static long withLatency(DeployLab lab) throws Exception {
        Map<String, DelayedRelay> relays = lab.servers.all().stream()
                .collect(Collectors.toMap(
                        EmbeddedServer::name,
                        server -> DelayedRelay.before(server.address(), ROUND_TRIP.dividedBy(2))));
        try {
            return median(
                    lab,
                    relays.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                            .port())));
        } finally {
            relays.values().forEach(DelayedRelay::close);
        }
    }

    private static long median(DeployLab lab, Map<String, Integer> ports) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            run(lab, ports);
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run(lab, ports);
            times.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
        return times.stream().sorted().toList().get(RUNS / 2);
    }

    /** In a Java of its own, with the options that the steps start the engine with. */
    private static void run(DeployLab lab, Map<String, Integer> ports) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                ShippedClassPath.with(EngineAgainstPorts.class),
                EngineAgainstPorts.class.getName(),
                EngineAgainstPorts.describe(ports)));
        argv.addAll(List.of("deploy", "--skip-push", "--skip-hooks"));
        Path log = lab.root.resolve("bench.log");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(lab.project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(lab.environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
