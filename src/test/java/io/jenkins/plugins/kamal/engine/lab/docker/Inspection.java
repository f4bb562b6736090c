package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.GoTemplate;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code docker inspect} and its relations, on the fields that deployments read. */
public final class Inspection {

    private static final CommandWords.Syntax SYNTAX =
            CommandWords.Syntax.of("inspect", true, "--format,-f= --type= --size,-s");

    private final ContainerStore containers;
    private final ImageStore images;

    public Inspection(ContainerStore containers, ImageStore images) {
        this.containers = containers;
        this.images = images;
    }

    public DockerReply any(List<String> argv) {
        CommandWords words = SYNTAX.read(argv);
        Function<String, Optional<Object>> container =
                name -> containers.find(name).map(Inspection::document);
        Function<String, Optional<Object>> image = name -> images.find(name).map(this::document);
        return switch (words.last("--type").orElse("")) {
            case "container" -> print(words, container, "Error response from daemon: No such container: ");
            case "image" -> print(words, image, "Error response from daemon: No such image: ");
            case "" ->
                print(words, name -> container.apply(name).or(() -> image.apply(name)), "Error: No such object: ");
            default -> throw DockerFailure.unknown("this --type of 'docker inspect'");
        };
    }

    DockerReply container(List<String> argv) {
        return print(
                SYNTAX.read(argv),
                name -> containers.find(name).map(Inspection::document),
                "Error response from daemon: No such container: ");
    }

    public DockerReply image(List<String> argv) {
        return print(
                SYNTAX.read(argv),
                name -> images.find(name).map(this::document),
                "Error response from daemon: No such image: ");
    }

    static DockerReply print(CommandWords words, Function<String, Optional<Object>> find, String missing) {
        List<Object> found = new ArrayList<>();
        StringBuilder errors = new StringBuilder();
        for (String name : words.atLeast(1)) {
            find.apply(name).ifPresentOrElse(found::add, () -> errors.append(missing)
                    .append(name)
                    .append('\n'));
        }
        String format = words.last("--format").orElse("json");
        StringBuilder text = new StringBuilder();
        if (format.equals("json") || format.isEmpty()) {
            text.append(GoTemplate.json(found)).append('\n');
        } else {
            found.forEach(
                    document -> text.append(GoTemplate.fill(format, document)).append('\n'));
            text.append(found.isEmpty() ? "\n" : "");
        }
        return new DockerReply(errors.isEmpty() ? 0 : 1, text.toString(), errors.toString());
    }

    private Map<String, Object> document(SimulatedImage image) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Id", image.id());
        document.put(
                "RepoTags", images.tags(image).stream().map(ImageName::toString).toList());
        document.put(
                "RepoDigests",
                images.digests(image).stream().map(ImageName::toString).toList());
        document.put("Created", image.created().toString());
        document.put("Architecture", "amd64");
        document.put("Os", "linux");
        document.put(
                "Config", config(image, image.environment(), image.command(), new GoTemplate.Labels(image.labels())));
        return document;
    }

    private static Map<String, Object> config(
            SimulatedImage image, List<String> environment, List<String> command, GoTemplate.Labels labels) {
        Map<String, Object> config = new LinkedHashMap<>();
        Map<String, Object> ports = new LinkedHashMap<>();
        image.ports().forEach(port -> ports.put(port, Map.of()));
        config.put("ExposedPorts", ports);
        config.put("Env", environment);
        config.put("Cmd", command);
        config.put("Labels", labels);
        config.put("User", "");
        return config;
    }

    private static Map<String, Object> document(Container container) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Id", container.id);
        document.put("Created", container.created.toString());
        document.put("Path", container.command.get(0));
        document.put("Args", container.command.subList(1, container.command.size()));
        document.put("State", state(container));
        document.put("Image", container.image.id());
        document.put("Name", "/" + container.name);
        document.put("RestartCount", container.restarts);
        document.put("HostConfig", hostConfig(container.options));
        document.put(
                "Mounts",
                container.options.all("--volume").stream()
                        .map(Inspection::mount)
                        .toList());
        Map<String, Object> config = config(
                container.image, container.environment, container.command, new GoTemplate.Labels(container.labels));
        config.put("Hostname", container.hostname());
        config.put("Image", container.imageName);
        config.put("User", container.options.all("--user").stream().findFirst().orElse(""));
        document.put("Config", config);
        document.put(
                "NetworkSettings",
                Map.of(
                        "Networks",
                        Map.of(container.options.network(), Map.of("NetworkID", container.options.network()))));
        return document;
    }

    private static Map<String, Object> state(Container container) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("Status", container.stateName());
        state.put("Running", container.isActive());
        state.put("Paused", false);
        state.put("Restarting", container.state == Container.State.RESTARTING);
        state.put("OOMKilled", false);
        state.put("Dead", container.state == Container.State.DEAD);
        state.put("ExitCode", container.exitCode);
        state.put("Error", "");
        state.put("StartedAt", time(container.started));
        state.put("FinishedAt", time(container.finished));
        state.put("Health", health(container));
        return state;
    }

    private static String time(Instant time) {
        return time.equals(Instant.EPOCH) ? "0001-01-01T00:00:00Z" : time.toString();
    }

    private static Object health(Container container) {
        if (container.health().isEmpty()) {
            return null;
        }
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("Status", container.health());
        health.put("FailingStreak", container.health().equals("healthy") ? 0 : 1);
        health.put("Log", List.of());
        return health;
    }

    private static Map<String, Object> hostConfig(RunOptions options) {
        Map<String, Object> host = new LinkedHashMap<>();
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("Type", options.all("--log-driver").stream().findFirst().orElse("json-file"));
        log.put("Config", new GoTemplate.Labels(RunOptions.labels(options.all("--log-opt"))));
        host.put("Binds", options.all("--volume"));
        host.put("LogConfig", log);
        host.put("NetworkMode", options.network());
        host.put("Memory", memory(options.all("--memory")));
        host.put("NanoCpus", 0);
        host.put("Privileged", !options.all("--privileged").isEmpty());
        host.put("CapAdd", orNull(options.all("--cap-add")));
        host.put("CapDrop", orNull(options.all("--cap-drop")));
        host.put("PortBindings", portBindings(options.all("--publish")));
        host.put("RestartPolicy", Map.of("Name", options.restart().isEmpty() ? "no" : options.restart()));
        return host;
    }

    private static Object orNull(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static long memory(List<String> sizes) {
        return sizes.isEmpty() ? 0 : Long.parseLong(sizes.get(0).replaceFirst("m$", "")) << 20;
    }

    private static Map<String, Object> portBindings(List<String> published) {
        Map<String, Object> bindings = new TreeMap<>();
        for (String publish : published) {
            String[] parts = publish.split(":");
            bindings.put(
                    parts[parts.length - 1] + "/tcp",
                    List.of(Map.of("HostIp", "", "HostPort", parts[parts.length - 2])));
        }
        return bindings;
    }

    private static Map<String, Object> mount(String volume) {
        String[] parts = volume.split(":");
        boolean bind = parts[0].startsWith("/");
        return Map.of(
                "Type", bind ? "bind" : "volume", "Source", parts[0], "Destination", parts[parts.length > 1 ? 1 : 0]);
    }
}
