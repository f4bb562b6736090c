package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.lab.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long {@code deploy --skip-push} takes for one proxied role on 1, 4 and 16 embedded servers whose Docker answers
 * at once, without and with 20 ms before each script: the engine's own time. Run it with {@code ./dev bench}; no test,
 * because a test that times itself fails on a busy machine.
 */
public final class DeployBenchmark {

    private static final int WARM_UP = 2;
    private static final int RUNS = 5;

    private DeployBenchmark() {}

    /** Prints a row for each number of servers. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("servers | no latency | 20 ms a script | scripts | docker commands");
        for (int servers : List.of(1, 4, 16)) {
            Path root = Files.createTempDirectory("kamal-bench-");
            try (DeployLab lab = DeployLab.start(root, servers)) {
                prepare(lab, servers);
                lab.succeed("deploy", "--skip-hooks");
                long plain = median(lab);
                lab.servers.all().forEach(server -> server.faults().delayCommands(Duration.ofMillis(20)));
                long delayed = median(lab);
                lab.forget();
                lab.succeed("deploy", "--skip-push", "--skip-hooks");
                System.out.printf(
                        Locale.ROOT,
                        "%7d | %7.2f s  | %10.2f s   | %7d | %d%n",
                        servers,
                        plain / 1000.0,
                        delayed / 1000.0,
                        lab.servers.all().stream()
                                .mapToInt(server -> server.commands().size())
                                .sum(),
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

    private static long median(DeployLab lab) {
        for (int i = 0; i < WARM_UP; i++) {
            lab.succeed("deploy", "--skip-push", "--skip-hooks");
        }
        return LongStream.generate(() -> time(lab))
                .limit(RUNS)
                .sorted()
                .skip(RUNS / 2)
                .findFirst()
                .orElseThrow();
    }

    private static long time(DeployLab lab) {
        long start = System.nanoTime();
        lab.succeed("deploy", "--skip-push", "--skip-hooks");
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
