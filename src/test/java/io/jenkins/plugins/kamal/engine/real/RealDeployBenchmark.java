package io.jenkins.plugins.kamal.engine.real;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.lab.bench.AgentEngine;
import io.jenkins.plugins.kamal.engine.lab.bench.BenchmarkDirectory;
import io.jenkins.plugins.kamal.engine.lab.bench.BenchmarkLog;
import io.jenkins.plugins.kamal.engine.lab.bench.Contest;
import io.jenkins.plugins.kamal.engine.lab.bench.KamalOnPath;
import io.jenkins.plugins.kamal.engine.lab.bench.Measurement;
import io.jenkins.plugins.kamal.engine.lab.bench.Row;
import io.jenkins.plugins.kamal.engine.lab.embedded.DelayedRelay;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code deploy --skip-push} of another version takes with real Docker, sshd and kamal-proxy: two web servers and one
 * for jobs, with a readiness delay of 1 s. Where there is a Kamal 2.12, it takes turns with the engine. The servers are
 * reached through relays, which count bytes and add the round trip. Run it with {@code ./dev bench real}; no test,
 * because a test that times itself fails on a busy machine.
 */
public final class RealDeployBenchmark {

    private static final int SSH = 22;
    private static final String[] DEPLOY = {"deploy", "--skip-push", "--version"};

    private final RealApp app;
    private final AgentEngine engine;

    @CheckForNull
    private final Path kamal;

    private final List<String> versions;
    private final Path log;
    private int deploys;

    private RealDeployBenchmark(RealApp app, AgentEngine engine, @CheckForNull Path kamal) {
        this.app = app;
        this.engine = engine;
        this.kamal = kamal;
        this.log = app.project.resolveSibling("bench.log");
        String first = app.head();
        app.succeed("setup");
        String second = app.change("another version");
        app.succeed("deploy");
        this.versions = List.of(first, second);
    }

    /** Prints a row for each program and round trip. */
    public static void main(String[] arguments) throws Exception {
        BenchmarkLog.quiet();
        Path root = BenchmarkDirectory.make();
        AgentEngine engine = AgentEngine.in(Files.createDirectory(root.resolve("engine")));
        System.out.println("Engine: " + engine.describe());
        Path kamal = KamalOnPath.find().orElse(null);
        RealDeployBenchmark benchmark =
                new RealDeployBenchmark(new RealApp(RealServers.require(), root), engine, kamal);
        String configuration = Files.readString(benchmark.configuration());
        Row.printHead();
        for (int milliseconds : List.of(0, 20)) {
            benchmark.measure(Duration.ofMillis(milliseconds), configuration);
        }
        System.exit(0);
    }

    private Path configuration() {
        return app.project.resolve(RealApp.CONFIGURATION);
    }

    private void measure(Duration roundTrip, String configuration) throws IOException, InterruptedException {
        Map<String, DelayedRelay> relays = new LinkedHashMap<>();
        int port = 0;
        for (RealServers.Server server : app.lab.servers()) {
            InetSocketAddress entrance = new InetSocketAddress("127.3.0." + (relays.size() + 1), port);
            InetSocketAddress sshd = new InetSocketAddress(server.address(), SSH);
            DelayedRelay relay = DelayedRelay.at(entrance, sshd, roundTrip.dividedBy(2));
            relays.put(server.address(), relay);
            port = relay.port();
        }
        try {
            redirect(configuration, new ArrayList<>(relays.keySet()), port);
            contest(roundTrip, relays.values());
        } finally {
            relays.values().forEach(DelayedRelay::close);
        }
    }

    /** Puts the relays' addresses in the place of the servers'. */
    private void redirect(String configuration, List<String> servers, int port) throws IOException {
        String redirected = configuration;
        String hostKeys = app.lab.knownHosts();
        for (int i = 0; i < servers.size(); i++) {
            String relay = "127.3.0." + (i + 1);
            String server = "(?m)(?<![\\d.])" + servers.get(i).replace(".", "\\.") + "(?![\\d.])";
            redirected = redirected.replaceAll(server, relay);
            hostKeys = hostKeys.replaceAll(server, "[" + relay + "]:" + port);
        }
        Files.writeString(
                configuration(),
                redirected.contains("\nssh:\n")
                        ? redirected.replace("\nssh:\n", "\nssh:\n  port: " + port + "\n")
                        : redirected + "\nssh:\n  port: " + port + "\n");
        Files.writeString(app.knownHosts(), hostKeys);
    }

    private void contest(Duration roundTrip, Collection<DelayedRelay> relays) throws IOException, InterruptedException {
        long[] before = new long[1];
        Contest contest = new Contest("real Docker, " + roundTrip.toMillis() + " ms")
                .with("engine", () -> deploy(engine.command(DEPLOY), relays, before), () -> counts(relays, before));
        if (kamal != null) {
            List<String> command = new ArrayList<>(List.of(kamal.toString()));
            command.addAll(List.of(DEPLOY));
            contest.with("Kamal", () -> deploy(command, relays, before), () -> counts(relays, before));
        }
        contest.run();
    }

    private Measurement deploy(List<String> command, Collection<DelayedRelay> relays, long[] before)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(versions.get(deploys++ % versions.size()));
        before[0] = bytes(relays);
        return Measurement.of(whole, app.project, app.environment, log);
    }

    private static Row.Counts counts(Collection<DelayedRelay> relays, long[] before) {
        return new Row.Counts(-1, -1, (bytes(relays) - before[0]) / relays.size());
    }

    private static long bytes(Collection<DelayedRelay> relays) {
        return relays.stream().mapToLong(DelayedRelay::bytes).sum();
    }
}
