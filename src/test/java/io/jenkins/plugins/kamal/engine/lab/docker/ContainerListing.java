package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.ListFilters;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Table;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** {@code docker ps}, also called {@code docker container ls}. */
final class ContainerListing {

    private static final CommandWords.Syntax SYNTAX = CommandWords.Syntax.of(
            "ps", true, "--all,-a --latest,-l --last,-n= --quiet,-q --no-trunc --filter,-f= --format=");
    private static final CommandWords.Syntax EVENTS =
            CommandWords.Syntax.of("events", true, "--since= --until= --filter,-f= --format=");
    private static final Table TABLE = new Table(
            "CONTAINER ID=ID",
            "IMAGE=Image",
            "COMMAND=Command",
            "CREATED=RunningFor",
            "STATUS=Status",
            "PORTS=Ports",
            "NAMES=Names");

    private final ContainerStore containers;
    private final ImageStore images;

    ContainerListing(ContainerStore containers, ImageStore images) {
        this.containers = containers;
        this.images = images;
    }

    /** Past events of containers that ran out of memory; of other events it knows nothing. */
    DockerReply events(List<String> argv) {
        CommandWords words = EVENTS.read(argv);
        ListFilters filters = ListFilters.read(words.all("--filter"), "type", "event", "container");
        boolean known = words.has("--since")
                && words.has("--until")
                && filters.of("event").equals(List.of("oom"))
                && words.all("--format").equals(List.of("{{.Actor.ID}}"));
        if (!known) {
            throw DockerFailure.unknown("these options of 'docker events'");
        }
        return DockerReply.lines(containers.all().stream()
                .filter(container -> filters.of("container").contains(container.id))
                .flatMap(container -> Collections.nCopies(container.oomKills, container.id).stream())
                .toList());
    }

    DockerReply list(List<String> argv) {
        CommandWords words = SYNTAX.read(argv);
        ListFilters filters = ListFilters.read(
                words.all("--filter"),
                "label",
                "status",
                "name",
                "ancestor",
                "id",
                "health",
                "network",
                "exited",
                "volume");
        boolean all = words.has("--all") || words.has("--latest") || words.has("--last") || filters.has("status");
        long limit = words.has("--latest")
                ? 1
                : words.last("--last").map(Long::valueOf).orElse(Long.MAX_VALUE);
        return TABLE.print(
                words,
                containers.all().stream()
                        .filter(container -> all || container.isActive())
                        .filter(container -> matches(container, filters))
                        .limit(limit)
                        .map(container -> row(container, words.has("--no-trunc")))
                        .toList());
    }

    private boolean matches(Container container, ListFilters filters) {
        return filters.status(container.stateName())
                && filters.labels(container.labels)
                && filters.name(container.name)
                && any(filters, "id", container.id::startsWith)
                && any(filters, "ancestor", ancestor -> isAncestor(ancestor, container))
                && any(
                        filters,
                        "health",
                        health -> health.equals(container.health().isEmpty() ? "none" : container.health()))
                && any(filters, "network", container.options.network()::equals)
                && any(
                        filters,
                        "exited",
                        status -> container.state == Container.State.EXITED
                                && status.equals(Integer.toString(container.exitCode)))
                && any(filters, "volume", volume -> container.options.all("--volume").stream()
                        .anyMatch(mount -> List.of(mount.split(":")).contains(volume)));
    }

    private static boolean any(ListFilters filters, String key, Predicate<String> test) {
        return !filters.has(key) || filters.of(key).stream().anyMatch(test);
    }

    private boolean isAncestor(String ancestor, Container container) {
        return images.find(ancestor)
                .filter(image -> image.id().equals(container.image.id()))
                .isPresent();
    }

    /** The name it was started by, if that still means the same image; else the image's id. */
    private String imageColumn(Container container) {
        boolean same = images.find(container.imageName)
                .filter(image -> image.id().equals(container.image.id()))
                .isPresent();
        return same ? container.imageName.replaceFirst("@sha256:.*", "") : Hash.brief(container.image.id());
    }

    private Map<String, Object> row(Container container, boolean fullId) {
        Map<String, Object> row = new HashMap<>();
        UnaryOperator<String> label = name -> container.labels.getOrDefault(name, "");
        String words = String.join(" ", container.command);
        row.put("ID", fullId ? container.id : Hash.brief(container.id));
        row.put("Image", imageColumn(container));
        row.put("Command", "\"" + (words.length() > 20 && !fullId ? words.substring(0, 19) + "…" : words) + "\"");
        row.put("RunningFor", Container.since(container.created) + " ago");
        row.put("CreatedAt", container.created.toString());
        row.put("Status", container.status());
        row.put("State", container.stateName());
        row.put("Ports", container.isActive() ? String.join(", ", container.image.ports()) : "");
        row.put("Names", container.name);
        row.put("Networks", container.options.network());
        row.put("Labels", labels(container));
        row.put("Label", label);
        return row;
    }

    private static String labels(Container container) {
        return container.labels.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
