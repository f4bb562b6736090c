package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.ListFilters;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code docker network}: create, ls, inspect, rm. */
final class Networks {

    private static final CommandWords.Syntax CREATE =
            CommandWords.Syntax.of("network create", true, "--driver,-d= --label= --attachable");
    private static final CommandWords.Syntax LS =
            CommandWords.Syntax.of("network ls", true, "--quiet,-q --format= --filter,-f=");
    private static final CommandWords.Syntax INSPECT = CommandWords.Syntax.of("network inspect", true, "--format,-f=");
    private static final CommandWords.Syntax RM = CommandWords.Syntax.of("network rm", true, "--force,-f");
    private static final List<String> PREDEFINED = List.of("bridge", "host", "none");

    private final ContainerStore containers;
    private final Map<String, String> ids = new TreeMap<>();

    Networks(ContainerStore containers) {
        this.containers = containers;
        PREDEFINED.forEach(name -> ids.put(name, Hash.random()));
    }

    boolean contains(String name) {
        return ids.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(ids.keySet());
    }

    DockerReply run(String command, List<String> argv) {
        return switch (command) {
            case "create" -> create(CREATE.read(argv).atLeast(1).get(0));
            case "ls", "list" -> list(LS.read(argv));
            case "inspect" -> inspect(INSPECT.read(argv));
            case "rm", "remove" -> remove(RM.read(argv).atLeast(1).get(0));
            default -> throw DockerFailure.unknown("'docker network " + command + "'");
        };
    }

    private DockerReply create(String name) {
        if (contains(name)) {
            throw DockerFailure.daemon("network with name " + name + " already exists");
        }
        ids.put(name, Hash.random());
        return DockerReply.lines(ids.get(name));
    }

    private DockerReply list(CommandWords words) {
        ListFilters filters = ListFilters.read(words.all("--filter"), "name");
        List<Map<String, Object>> rows = ids.entrySet().stream()
                .filter(network -> filters.name(network.getKey()))
                .map(network -> Map.<String, Object>of(
                        "ID",
                        Hash.brief(network.getValue()),
                        "Name",
                        network.getKey(),
                        "Driver",
                        "bridge",
                        "Scope",
                        "local"))
                .toList();
        return new Table("NETWORK ID=ID", "NAME=Name", "DRIVER=Driver", "SCOPE=Scope").print(words, rows);
    }

    private DockerReply inspect(CommandWords words) {
        for (String name : words.atLeast(1)) {
            if (!contains(name)) {
                return new DockerReply(
                        1,
                        words.has("--format") ? "\n" : "[]\n",
                        "Error response from daemon: network " + name + " not found\n");
            }
        }
        return Inspection.print(
                words,
                name -> Optional.of(Map.of("Name", name, "Id", ids.get(name), "Scope", "local", "Driver", "bridge")),
                "");
    }

    private DockerReply remove(String name) {
        if (!contains(name)) {
            throw refusal("network " + name + " not found");
        }
        if (PREDEFINED.contains(name)) {
            throw refusal(name + " is a pre-defined network and cannot be removed");
        }
        if (containers.all().stream()
                .anyMatch(each -> each.isActive() && each.options.network().equals(name))) {
            throw refusal(
                    "error while removing network: network " + name + " id " + ids.get(name) + " has active endpoints");
        }
        ids.remove(name);
        return DockerReply.lines(name);
    }

    private static DockerFailure refusal(String message) {
        return DockerFailure.of(DockerReply.failure(1, "Error response from daemon: " + message + "\nexit status 1"));
    }
}
