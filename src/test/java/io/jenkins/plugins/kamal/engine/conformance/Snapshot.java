package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedDocker;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What machines look like, as rows to compare. */
final class Snapshot {

    private static final String CONTAINER = "{{.Names}}\t{{.State}}\t{{.Image}}\t{{.Labels}}";

    private final Machines machines;
    private final List<String> rows = new ArrayList<>();

    private Snapshot(Machines machines) {
        this.machines = machines;
    }

    /** Containers with their environment, images, files, logins, and what the proxies serve. */
    static List<String> of(Machines machines) throws IOException {
        Snapshot snapshot = new Snapshot(machines);
        for (String name : Machines.names()) {
            snapshot.server(name, machines.server(name));
        }
        return snapshot.rows;
    }

    /** As much of it as was recorded: which containers run, the names of images, files with their sizes. */
    static List<String> asRecorded(Machines machines) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String name : Machines.names()) {
            EmbeddedServer server = machines.server(name);
            for (String row : lines(server, "ps", "--all", "--format", CONTAINER)) {
                String[] fields = row.split("\t");
                rows.add(name + " container " + Masks.mask(fields[0]) + (fields[1].equals("running") ? " runs" : ""));
            }
            images(server).forEach(image -> rows.add(name + " image " + Masks.mask(image)));
            for (Path file : files(server)) {
                rows.add(file(
                        name,
                        mode(file),
                        Files.size(file),
                        server.home().relativize(file).toString()));
            }
        }
        return rows;
    }

    /** The same rows of what was recorded. */
    static List<String> recorded(FleetState state) {
        List<String> rows = new ArrayList<>();
        state.servers().forEach((name, server) -> {
            server.containers()
                    .forEach(container -> rows.add(
                            name + " container " + Masks.mask(container.name()) + (container.runs() ? " runs" : "")));
            server.images().forEach(image -> rows.add(name + " image " + Masks.mask(image.name())));
            server.files().forEach(file -> rows.add(file(name, file.mode(), file.size(), file.path())));
        });
        return rows;
    }

    /** A lock's details are as long as the name of who has it. */
    private static String file(String server, String mode, long size, String path) {
        return server + " file " + mode + " " + (path.endsWith("/details") ? "" : size + " ") + path;
    }

    private void server(String name, EmbeddedServer server) throws IOException {
        SimulatedDocker docker = server.docker();
        for (String row : lines(server, "ps", "--all", "--format", CONTAINER)) {
            String container = row.split("\t")[0];
            rows.add(name + " container " + Masks.mask(row) + " "
                    + Masks.mask(docker.environment(container).toString()));
        }
        images(server).forEach(image -> rows.add(name + " image " + Masks.mask(image)));
        for (Path file : files(server)) {
            rows.add(name + " file " + mode(file) + " " + server.home().relativize(file) + " " + content(file));
        }
        for (String log : List.of("myapp-audit.log", "myapp-staging-audit.log")) {
            Path file = server.home().resolve(".kamal/" + log);
            rows.add(name + " " + log + " " + (Files.exists(file) ? Masks.mask(Files.readString(file)) : "none"));
        }
        docker.logins().forEach(login -> rows.add(name + " login " + login));
        docker.services()
                .forEach((service, target) -> rows.add(name + " serves " + service + " " + target.state() + " "
                        + target.hosts() + " " + Masks.mask(served(server, target.target()))));
    }

    private static String content(Path file) throws IOException {
        String text = Files.readString(file);
        return Masks.mask(file.endsWith("details") ? Action.details(text) : text);
    }

    private static String served(EmbeddedServer server, String target) {
        String id = target.replaceFirst(":.*", "");
        return String.join("", lines(server, "inspect", "--format", "{{.Name}}", id));
    }

    private static List<String> images(EmbeddedServer server) {
        return lines(server, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}").stream()
                .filter(image -> !image.contains("<none>") && !image.startsWith("sha256:"))
                .toList();
    }

    /** Files of Kamal's but the audit log. */
    private static List<Path> files(EmbeddedServer server) throws IOException {
        try (Stream<Path> tree = Files.walk(server.home())) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("-audit.log"))
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return "-" + PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> lines(EmbeddedServer server, String... words) {
        return server.docker().run(words).stdout().lines().toList();
    }
}
