package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.CommandTrace;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines of the recordings: servers, a registry, and the docker of whoever deploys. */
final class Machines implements AutoCloseable {

    static final String REGISTRY = "10.99.0.1:5555";
    static final String PASSWORD = "s3cret-pw";

    /** The servers' names in the recordings and their addresses. {@code nodock} has no Docker. */
    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

    static {
        ADDRESSES.put("web1", "10.99.0.11");
        ADDRESSES.put("web2", "10.99.0.12");
        ADDRESSES.put("job1", "10.99.0.13");
        ADDRESSES.put("db1", "10.99.0.14");
        ADDRESSES.put("nodock", "10.99.0.90");
    }

    final SimulatedRegistry registry = new SimulatedRegistry();
    final EmbeddedServers servers;
    final LocalDocker docker = LocalDocker.start(registry);
    private final CommandTrace trace;
    private final boolean kamals;

    /**
     * Machines with nothing on them.
     *
     * @param trace where to keep what runs on them
     * @param kamals whether Kamal's commands will run on them, and not ours
     */
    private Machines(Path trace, boolean kamals) {
        this.trace = new CommandTrace(trace);
        this.kamals = kamals;
        this.servers = EmbeddedServers.start(registry, ADDRESSES.values().toArray(String[]::new));
        servers.all().forEach(server -> server.docker().reachLoopback(port -> true));
        registry.addUser(REGISTRY, "deployer", PASSWORD);
    }

    static Machines forKamal(Path trace) {
        return new Machines(trace, true);
    }

    static Machines forUs(Path trace) {
        return new Machines(trace, false);
    }

    boolean areKamals() {
        return kamals;
    }

    /** The names of the servers that have Docker. */
    static List<String> names() {
        return ADDRESSES.keySet().stream()
                .filter(name -> !name.equals("nodock"))
                .toList();
    }

    EmbeddedServer server(String name) {
        return servers.server(ADDRESSES.get(name));
    }

    /**
     * Keeps from now on what runs here. To our servers a registry on the deployer's machine has to be forwarded; how Kamal
     * did that was not recorded.
     */
    void watch() {
        if (!kamals) {
            servers.all().forEach(server -> server.docker()
                    .reachLoopback(port -> server.forwarded().open().contains(port)));
        }
        servers.all().forEach(trace::watch);
        trace.watch(docker, Recording.LOCAL);
    }

    /** What ran since. */
    List<CommandTrace.Call> calls() {
        return trace.calls();
    }

    @Override
    public void close() {
        docker.close();
        servers.close();
    }
}
