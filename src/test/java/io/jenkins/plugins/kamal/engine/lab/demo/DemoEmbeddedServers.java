package io.jenkins.plugins.kamal.engine.lab.demo;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Embedded servers for the demo, and a simulated docker for who deploys to them. */
final class DemoEmbeddedServers extends DemoServers {

    private static final int SERVERS = 3;
    private static final String REGISTRY = "registry.lab:5000";
    private static final String USER = "deployer";
    private static final String CONTAINER = "myapp-(web|job)-production-";

    private final EmbeddedServers servers;
    private final LocalDocker docker;

    private DemoEmbeddedServers(RealServersFile facts, EmbeddedServers servers, LocalDocker docker) {
        super(facts);
        this.servers = servers;
        this.docker = docker;
    }

    static DemoEmbeddedServers start(Path directory) throws IOException {
        String password = UUID.randomUUID().toString();
        SimulatedRegistry registry = new SimulatedRegistry();
        registry.addUser(REGISTRY, USER, password);
        EmbeddedServers servers = EmbeddedServers.start(registry, SERVERS);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("key"), servers.privateKey());
        Files.writeString(directory.resolve("known_hosts"), servers.knownHosts());
        Files.write(directory.resolve("lab"), facts(directory, servers, password));
        return new DemoEmbeddedServers(RealServersFile.read(directory), servers, LocalDocker.start(registry));
    }

    private static List<String> facts(Path directory, EmbeddedServers servers, String password) {
        List<String> facts = new ArrayList<>();
        facts.add("lab " + directory);
        for (EmbeddedServer server : servers.all()) {
            facts.add("server s%d 127.0.0.1:%d simulated".formatted(facts.size(), server.port()));
        }
        facts.add("agent simulated");
        facts.add(String.join(" ", "registry", REGISTRY, USER, password));
        facts.add("key " + directory.resolve("key"));
        facts.add("known_hosts " + directory.resolve("known_hosts"));
        return facts;
    }

    @Override
    public Map<String, String> deployerEnvironment() {
        return Map.of("PATH", docker.directory() + ":" + System.getenv("PATH"));
    }

    /** Looks at the names of the containers that run. */
    @Override
    List<Seen> look() {
        return servers.all().stream()
                .map(server -> new Seen("container on 127.0.0.1:" + server.port(), version(server)))
                .toList();
    }

    private static String version(EmbeddedServer server) {
        return server.docker().states().entrySet().stream()
                .filter(container -> container.getKey().matches(CONTAINER + ".*"))
                .filter(container -> container.getValue().equals("running"))
                .map(container -> container.getKey().replaceFirst(CONTAINER, ""))
                .findFirst()
                .orElse("");
    }
}
