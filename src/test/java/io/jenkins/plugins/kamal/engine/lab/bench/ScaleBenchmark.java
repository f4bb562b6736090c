package io.jenkins.plugins.kamal.engine.lab.bench;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.DelayedRelay;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code deploy --skip-push} takes on 64, 256 and 500 servers with a round trip of 20 ms and a heap of 256 MB, or on
 * as many as the arguments say. The servers share one process and answer what a real one answered once.
 */
public final class ScaleBenchmark {

    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final int RUNS = 3;
    private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

    private ScaleBenchmark() {}

    /** Prints a row for each number of servers. */
    public static void main(String[] arguments) throws Exception {
        BenchmarkLog.quiet();
        List<Integer> counts = arguments.length == 0
                ? List.of(64, 256, 500)
                : Stream.of(arguments).map(Integer::valueOf).toList();
        Path root = BenchmarkDirectory.make();
        AgentEngine engine = AgentEngine.in(Files.createDirectory(root.resolve("engine")));
        System.out.println("Engine: " + engine.describe() + ", heap of 256 MB");
        SimulatedRegistry registry = new SimulatedRegistry();
        registry.addUser(BenchmarkProject.REGISTRY, BenchmarkProject.USER, BenchmarkProject.PASSWORD);
        try (LocalDocker docker = LocalDocker.start(registry);
                EmbeddedServers models = EmbeddedServers.atOnePort(registry, 2)) {
            BenchmarkProject project =
                    new BenchmarkProject(root.resolve("scale"), docker.directory(), models.privateKey());
            project.servers(
                    models.all().stream().map(EmbeddedServer::name).toList(),
                    models.all().get(0).port(),
                    models.knownHosts());
            project.commit("first");
            project.measure(engine.command("deploy", "--skip-hooks"));
            String version = project.commit("second");
            project.measure(engine.command("build", "push"));
            RememberedAnswers primary = new RememberedAnswers(models.all().get(0));
            RememberedAnswers others = new RememberedAnswers(models.all().get(1));
            List<String> deploy =
                    engine.commandWith(SMALL_HEAP, "deploy", "--skip-push", "--skip-hooks", "--version", version);
            Row.printHead();
            for (int count : Stream.concat(Stream.of(2), counts.stream()).toList()) {
                try (ManyServers servers = new ManyServers(count, models.key().getPublic(), primary, others)) {
                    measure(project, servers, deploy);
                }
            }
            if (primary.runs() + others.runs() > 40) {
                System.out.println("The servers were asked what a deploy on two servers does not ask");
            }
        }
        System.exit(0);
    }

    private static void measure(BenchmarkProject project, ManyServers servers, List<String> deploy)
            throws IOException, InterruptedException {
        List<DelayedRelay> relays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try {
            for (String address : servers.addresses()) {
                String name = address.replaceFirst("127\\.4\\.", "127.5.");
                int port = relays.isEmpty() ? 0 : relays.get(0).port();
                relays.add(DelayedRelay.at(
                        new InetSocketAddress(name, port),
                        new InetSocketAddress(address, servers.port()),
                        ROUND_TRIP.dividedBy(2)));
                names.add(name);
            }
            int port = relays.get(0).port();
            project.servers(names, port, servers.knownHosts(names, port));
            List<Measurement> runs = new ArrayList<>();
            long bytes = 0;
            for (int run = 0; run < RUNS; run++) {
                bytes = sent(relays);
                runs.add(project.measure(deploy));
            }
            Row.Counts counts = new Row.Counts(-1, -1, (sent(relays) - bytes) / names.size());
            new Row(names.size() + " servers, 20 ms", "engine", runs, counts).print();
        } finally {
            relays.forEach(DelayedRelay::close);
        }
    }

    private static long sent(List<DelayedRelay> relays) {
        return relays.stream().mapToLong(DelayedRelay::bytes).sum();
    }
}
