package io.jenkins.plugins.kamal.engine.lab.embedded;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * Several {@link EmbeddedServer}s with names such as {@code 10.0.0.1}, one key pair to log in to all, and one registry.
 */
public final class EmbeddedServers implements AutoCloseable {

    private final SimulatedRegistry registry;
    private final KeyPair key = Keys.generate();
    private final Map<String, EmbeddedServer> servers = new LinkedHashMap<>();

    private EmbeddedServers(SimulatedRegistry registry) {
        this.registry = registry;
    }

    private EmbeddedServers(SimulatedRegistry registry, List<String> names) {
        this(registry);
        names.forEach(name -> servers.put(name, EmbeddedServer.start(name, key.getPublic(), registry)));
    }

    /** Starts a server for each name. */
    public static EmbeddedServers start(SimulatedRegistry registry, String... names) {
        return new EmbeddedServers(registry, List.of(names));
    }

    /** Starts servers {@code 10.0.0.1} to {@code 10.0.0.<count>}, at most 254. */
    public static EmbeddedServers start(SimulatedRegistry registry, int count) {
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "10.0.0." + number)
                .toList();
        return new EmbeddedServers(registry, names);
    }

    /** Starts servers at {@code 127.1.0.1} to {@code 127.1.0.<count>}, all at one port; the addresses are their names. */
    public static EmbeddedServers atOnePort(SimulatedRegistry registry, int count) {
        EmbeddedServers started = new EmbeddedServers(registry);
        int port = 0;
        for (int number = 1; number <= count; number++) {
            InetSocketAddress place = InetSocketAddress.createUnresolved("127.1.0." + number, port);
            EmbeddedServer server =
                    EmbeddedServer.start(place.getHostString(), place, started.key.getPublic(), registry);
            started.servers.put(server.name(), server);
            port = server.port();
        }
        return started;
    }

    public SimulatedRegistry registry() {
        return registry;
    }

    /**
     * The server of this name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public EmbeddedServer server(String name) {
        EmbeddedServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name + " among " + servers.keySet());
        }
        return server;
    }

    /** All servers, in the order of their names as given. */
    public List<EmbeddedServer> all() {
        return List.copyOf(servers.values());
    }

    /** On which port of 127.0.0.1 each server listens, by its name. */
    public Map<String, Integer> ports() {
        return servers.values().stream().collect(Collectors.toMap(EmbeddedServer::name, EmbeddedServer::port));
    }

    /** The content of a known_hosts file for all of them. */
    public String knownHosts() {
        return servers.values().stream().map(EmbeddedServer::knownHosts).collect(Collectors.joining());
    }

    /** The key pair that may log in. */
    public KeyPair key() {
        return key;
    }

    /** Its private half as text in OpenSSH's format, without a passphrase. */
    public String privateKey() {
        return Keys.privateKey(key);
    }

    /** Its public half as a line of an authorized_keys file. */
    public String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    @Override
    public void close() {
        servers.values().forEach(EmbeddedServer::close);
    }
}
