package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes machines look as they were recorded: containers, images, files, and what the proxy serves. */
final class Restore {

    private static final String APP = "10.99.0.1:5555/lab/myapp:";
    private static final String DATABASE = "lab/db:1";

    private final Machines machines;

    private Restore(Machines machines) {
        this.machines = machines;
    }

    static void apply(FleetState state, Machines machines) throws IOException {
        Restore restore = new Restore(machines);
        restore.publish(DATABASE, "db");
        restore.publish("10.99.0.1:5555/" + DATABASE, "db");
        for (String name : state.servers().keySet()) {
            restore.server(machines.server(name), state.servers().get(name));
        }
    }

    /** Puts an image of the app into the registry, as if it had been pushed before. */
    static void push(Machines machines, String version) {
        new Restore(machines).publish(APP + version, version);
    }

    private void publish(String name, String content) {
        SimulatedImage image = SimulatedImage.web("myapp", content);
        machines.registry.publish(name, name.contains("lab/db") ? SimulatedImage.plain(content, "/app") : image);
    }

    private void server(EmbeddedServer server, FleetState.ServerState state) throws IOException {
        docker(server, "network", "create", "kamal");
        docker(server, "login", Machines.REGISTRY, "-u", "deployer", "-p", Machines.PASSWORD);
        for (FleetState.StoredFile file : state.files()) {
            StoredContent.write(server.home(), file.path(), file.mode());
        }
        Path log = server.home().resolve(".kamal/myapp-audit.log");
        Files.createDirectories(server.home().resolve(".kamal/proxy/apps-config"));
        Files.writeString(log, "");
        for (FleetState.Image image : state.images()) {
            if (!image.name().startsWith("basecamp/") && !image.name().contains("lab/db")) {
                publish(image.name(), image.id());
            }
            docker(server, "pull", image.name());
        }
        List<FleetState.Container> oldestFirst = new ArrayList<>(state.containers());
        Collections.reverse(oldestFirst);
        for (FleetState.Container container : oldestFirst) {
            start(server, container);
        }
        oldestFirst.stream().filter(FleetState.Container::runs).forEach(container -> serve(server, container.name()));
    }

    private void start(EmbeddedServer server, FleetState.Container container) {
        String name = container.name();
        boolean untagged = container.image().matches("(sha256:)?[0-9a-f]{12,64}");
        String image = untagged ? APP + "gone" : container.image();
        if (untagged) {
            // Its tag was moved since; the image is there as long as a container uses it.
            publish(image, container.image().replace("sha256:", "").substring(0, 12));
        }
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--network", "kamal", "--name", name));
        labels(name).forEach(label -> words.addAll(List.of("--label", label)));
        words.add(image);
        require(docker(server, words.toArray(String[]::new)), words);
        if (!container.runs()) {
            docker(server, "stop", name);
        }
        if (untagged) {
            docker(server, "rmi", image);
        }
    }

    private static List<String> labels(String name) {
        if (name.equals("myapp-db")) {
            return List.of("service=myapp-db");
        }
        if (!name.startsWith("myapp-")) {
            return List.of();
        }
        String destination = name.matches("myapp-(web|job)-staging-.*") ? "staging" : "";
        return List.of("service=myapp", "role=" + name.split("-")[1], "destination=" + destination);
    }

    private static void serve(EmbeddedServer server, String container) {
        if (container.startsWith("myapp-web-")) {
            boolean staging = container.startsWith("myapp-web-staging-");
            String id = docker(server, "ps", "--quiet", "--filter", "name=^" + container + "$")
                    .stdout()
                    .strip();
            String service = staging ? "myapp-web-staging" : "myapp-web";
            String host = staging ? "staging.lab" : "app.lab";
            List<String> words = List.of(
                    "exec",
                    "kamal-proxy",
                    "kamal-proxy",
                    "deploy",
                    service,
                    "--target=" + id + ":80",
                    "--host=" + host);
            require(docker(server, words.toArray(String[]::new)), words);
        }
    }

    private static DockerReply docker(EmbeddedServer server, String... words) {
        return server.docker().run(DockerCall.of(server.home(), words));
    }

    private static void require(DockerReply reply, List<String> words) {
        if (reply.exitStatus() != 0) {
            throw new IllegalStateException("cannot restore with docker " + words + ": " + reply.stderr());
        }
    }
}
