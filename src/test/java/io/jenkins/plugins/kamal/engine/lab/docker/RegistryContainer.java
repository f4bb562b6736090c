package io.jenkins.plugins.kamal.engine.lab.docker;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The container {@code kamal-docker-registry} on the deployer's machine: run, started, stopped and removed by docker, it
 * answers on its port as long as it runs. The images themselves are in the {@link SimulatedRegistry}.
 */
public final class RegistryContainer {

    private static final String NAME = "kamal-docker-registry";
    private static final CommandWords.Syntax RUN =
            CommandWords.Syntax.of("run", false, "--detach,-d --publish,-p= --name=");

    /** All simulated machines share one loopback, so what one of them listens on answers for the others, too. */
    private static final Map<Integer, HttpServer> LISTENING = new HashMap<>();

    private static final Map<Integer, Integer> LISTENERS = new HashMap<>();

    private boolean runs;
    private String published = "";

    public DockerReply run(List<String> rest) {
        CommandWords words = RUN.read(rest);
        if (!words.last("--name").filter(NAME::equals).isPresent()
                || !words.rest().equals(List.of("registry:3"))) {
            throw DockerFailure.unknown("'docker run' of anything but the registry on the deployer's machine");
        }
        if (!published.isEmpty()) {
            throw DockerFailure.daemon("Conflict. The container name \"/" + NAME + "\" is already in use");
        }
        published = words.last("--publish").orElse("");
        listen();
        return DockerReply.lines("5f0c1e");
    }

    public DockerReply start(List<String> rest) {
        require(rest);
        if (!runs) {
            listen();
        }
        return DockerReply.lines(NAME);
    }

    public DockerReply stop(List<String> rest) {
        require(rest);
        close();
        return DockerReply.lines(NAME);
    }

    public DockerReply remove(List<String> rest) {
        require(rest);
        published = "";
        return DockerReply.lines(NAME);
    }

    public DockerReply port(List<String> rest) {
        require(rest);
        return DockerReply.lines("5000/tcp -> " + published.replaceFirst(":5000$", ""));
    }

    public void close() {
        if (runs) {
            runs = false;
            leave(port());
        }
    }

    private void require(List<String> rest) {
        if (!rest.equals(List.of(NAME)) || published.isEmpty()) {
            throw DockerFailure.daemon("No such container: " + String.join(" ", rest));
        }
    }

    private int port() {
        return Integer.parseInt(published.split(":")[1]);
    }

    private void listen() {
        join(port());
        runs = true;
    }

    private static synchronized void join(int port) {
        LISTENING.computeIfAbsent(port, RegistryContainer::answer);
        LISTENERS.merge(port, 1, Integer::sum);
    }

    private static synchronized void leave(int port) {
        if (LISTENERS.merge(port, -1, Integer::sum) == 0) {
            LISTENING.remove(port).stop(0);
        }
    }

    private static HttpServer answer(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
            server.createContext("/v2/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw DockerFailure.daemon("Bind for 127.0.0.1:" + port + " failed: port is already allocated");
        }
    }
}
