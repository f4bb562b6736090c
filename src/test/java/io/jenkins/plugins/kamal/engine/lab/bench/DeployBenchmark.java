package io.jenkins.plugins.kamal.engine.lab.bench;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
import java.util.Collection;
import java.util.List;

/**
 * What {@code deploy --skip-push} of another version takes for one proxied role on 1 and 16 embedded servers whose Docker
 * answers at once, without latency and with a round trip of 20 ms. Where there is a Kamal 2.12, it takes turns with the
 * engine.
 */
public final class DeployBenchmark implements AutoCloseable {

    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final String[] DEPLOY = {"deploy", "--skip-push", "--skip-hooks", "--version"};

    private final SimulatedRegistry registry = new SimulatedRegistry();
    private final LocalDocker docker = LocalDocker.start(registry);
    private final EmbeddedServers servers;
    private final AgentEngine engine;

    @CheckForNull
    private final Path kamal;

    private final BenchmarkProject project;
    private final List<String> versions = new ArrayList<>();
    private int deploys;

    private DeployBenchmark(Path root, int count, AgentEngine engine, @CheckForNull Path kamal)
            throws IOException, InterruptedException {
        this.engine = engine;
        this.kamal = kamal;
        this.servers = EmbeddedServers.atOnePort(registry, count);
        registry.addUser(BenchmarkProject.REGISTRY, BenchmarkProject.USER, BenchmarkProject.PASSWORD);
        this.project = new BenchmarkProject(root, docker.directory(), servers.privateKey());
        near();
        for (String content : List.of("first", "second")) {
            versions.add(project.commit(content));
            project.measure(engine.command("deploy", "--skip-hooks"));
        }
    }

    /** Prints a row for each program, number of servers and round trip. */
    public static void main(String[] arguments) throws Exception {
        BenchmarkLog.quiet();
        Path root = BenchmarkDirectory.make();
        AgentEngine engine = AgentEngine.in(Files.createDirectory(root.resolve("engine")));
        System.out.println("Engine: " + engine.describe());
        Path kamal = KamalOnPath.find().orElse(null);
        Row.printHead();
        for (int count : List.of(1, 16)) {
            try (DeployBenchmark benchmark =
                    new DeployBenchmark(root.resolve(String.valueOf(count)), count, engine, kamal)) {
                benchmark.run();
            }
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        near();
        contest(", 0 ms", List.of());
        List<DelayedRelay> relays = new ArrayList<>();
        try {
            for (EmbeddedServer server : servers.all()) {
                int port = relays.isEmpty() ? 0 : relays.get(0).port();
                InetSocketAddress entrance = new InetSocketAddress(distant(server), port);
                relays.add(DelayedRelay.at(entrance, server.address(), ROUND_TRIP.dividedBy(2)));
            }
            project.servers(
                    servers.all().stream().map(DeployBenchmark::distant).toList(),
                    relays.get(0).port(),
                    servers.knownHosts()
                            .replace("127.1.", "127.2.")
                            .replace(
                                    ":" + servers.all().get(0).port() + " ",
                                    ":" + relays.get(0).port() + " "));
            contest(", 20 ms", relays);
        } finally {
            relays.forEach(DelayedRelay::close);
        }
    }

    private void near() throws IOException {
        project.servers(
                servers.all().stream().map(EmbeddedServer::name).toList(),
                servers.all().get(0).port(),
                servers.knownHosts());
    }

    private static String distant(EmbeddedServer server) {
        return server.name().replaceFirst("127\\.1\\.", "127.2.");
    }

    private void contest(String roundTrip, Collection<DelayedRelay> relays) throws IOException, InterruptedException {
        int count = servers.all().size();
        String host = relays.isEmpty()
                ? servers.all().get(0).name()
                : distant(servers.all().get(0));
        int port = relays.isEmpty()
                ? servers.all().get(0).port()
                : relays.iterator().next().port();
        List<String> least = engine.other(Floor.class, host, String.valueOf(port), project.key.toString());
        Traffic traffic = new Traffic(servers, relays);
        Contest contest = new Contest((count == 1 ? "1 server" : count + " servers") + roundTrip)
                .with("floor", () -> project.measure(least), () -> Row.Counts.NONE)
                .with("engine", () -> deploy(traffic, engine.command(DEPLOY)), traffic::counts);
        if (kamal != null) {
            List<String> command = new ArrayList<>(List.of(kamal.toString()));
            command.addAll(List.of(DEPLOY));
            contest.with("Kamal", () -> deploy(traffic, command), traffic::counts);
        }
        contest.run();
    }

    private Measurement deploy(Traffic traffic, List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(versions.get(deploys++ % versions.size()));
        traffic.forget();
        return project.measure(whole);
    }

    @Override
    public void close() {
        docker.close();
        servers.close();
    }

    /** What happened on the servers and on the way to them since the last {@link #forget}. */
    private static final class Traffic {

        private final EmbeddedServers servers;
        private final Collection<DelayedRelay> relays;
        private long bytesBefore;

        Traffic(EmbeddedServers servers, Collection<DelayedRelay> relays) {
            this.servers = servers;
            this.relays = relays;
        }

        void forget() {
            servers.all().forEach(EmbeddedServer::forget);
            bytesBefore = bytes();
        }

        Row.Counts counts() {
            int count = servers.all().size();
            long scripts = servers.all().stream()
                    .mapToLong(server -> server.commands().size())
                    .sum();
            long docker = servers.all().stream()
                    .mapToLong(server -> server.dockerCalls().size())
                    .sum();
            long bytes = relays.isEmpty() ? -1 : (bytes() - bytesBefore) / count;
            return new Row.Counts(Math.round((double) scripts / count), Math.round((double) docker / count), bytes);
        }

        private long bytes() {
            return relays.stream().mapToLong(DelayedRelay::bytes).sum();
        }
    }
}
