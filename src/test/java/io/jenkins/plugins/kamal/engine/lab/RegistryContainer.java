package io.jenkins.plugins.kamal.engine.lab;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The container {@code kamal-docker-registry} on the deployer's machine: run, started, stopped and removed by docker, it
 * answers on its port as long as it runs. The images themselves are in the {@link SimulatedRegistry}.
 */
final class RegistryContainer {

    private static final String NAME = "kamal-docker-registry";
    private static final Words.Syntax RUN = Words.Syntax.of("run", false, "--detach,-d --publish,-p= --name=");

    private HttpServer server;
    private String published = "";

    DockerReply run(List<String> rest) {
        Words words = RUN.read(rest);
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

    DockerReply start(List<String> rest) {
        require(rest);
        if (server == null) {
            listen();
        }
        return DockerReply.lines(NAME);
    }

    DockerReply stop(List<String> rest) {
        require(rest);
        close();
        return DockerReply.lines(NAME);
    }

    DockerReply remove(List<String> rest) {
        require(rest);
        published = "";
        return DockerReply.lines(NAME);
    }

    DockerReply port(List<String> rest) {
        require(rest);
        return DockerReply.lines("5000/tcp -> " + published.replaceFirst(":5000$", ""));
    }

    void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private void require(List<String> rest) {
        if (!rest.equals(List.of(NAME)) || published.isEmpty()) {
            throw DockerFailure.daemon("No such container: " + String.join(" ", rest));
        }
    }

    private void listen() {
        String[] parts = published.split(":");
        try {
            server = HttpServer.create(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 0);
        } catch (IOException e) {
            throw DockerFailure.daemon("Bind for " + parts[0] + ":" + parts[1] + " failed: port is already allocated");
        }
        server.createContext("/v2/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}
