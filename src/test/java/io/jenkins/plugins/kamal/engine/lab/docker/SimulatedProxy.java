package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The {@code kamal-proxy} program (0.9) of one machine: which service's traffic goes where. */
public final class SimulatedProxy {

    /**
     * A service behind the proxy.
     *
     * @param name its name
     * @param target where its traffic goes, {@code id:port}; several are separated by commas
     * @param hosts the host names it answers to; empty for all
     * @param state {@code running} or {@code stopped}
     * @param tls whether it is served by HTTPS
     */
    public record Service(String name, String target, List<String> hosts, String state, boolean tls) {
        Service in(String other) {
            return new Service(name, target, hosts, other, tls);
        }
    }

    /**
     * A second target of a service, for some of the visitors.
     *
     * @param targets where their requests go, each {@code id:port}
     * @param percent the share of the visitors; -1 if nobody is sent there
     * @param allowed the values of the cookie whose visitors are sent there in any case
     */
    public record Rollout(List<String> targets, int percent, List<String> allowed) {}

    private static final CommandWords.Syntax ROLLOUT_DEPLOY = CommandWords.Syntax.of(
            "exec kamal-proxy kamal-proxy rollout deploy",
            true,
            "--target= --read-target= --deploy-timeout= --drain-timeout=");
    private static final CommandWords.Syntax ROLLOUT_SET =
            CommandWords.Syntax.of("exec kamal-proxy kamal-proxy rollout set", true, "--percent= --list=");
    private static final CommandWords.Syntax DEPLOY =
            CommandWords.Syntax.of("exec kamal-proxy kamal-proxy deploy", true, """
            --target= --host= --path-prefix= --strip-path-prefix --tls --tls-staging --tls-certificate-path=
            --tls-private-key-path= --tls-redirect --tls-acme-cache-path= --deploy-timeout= --drain-timeout=
            --health-check-interval= --health-check-timeout= --health-check-path= --health-check-port= --health-check-host=
            --target-timeout= --buffer-requests --buffer-responses --buffer-memory= --buffer= --max-request-body=
            --max-response-body= --forward-headers --log-request-header= --log-response-header= --error-pages=
            --read-target= --writer-affinity-timeout= --read-targets-accept-websockets --force
            """);
    private static final CommandWords.Syntax STOP =
            CommandWords.Syntax.of("exec kamal-proxy kamal-proxy stop", true, "--drain-timeout= --message=");
    private static final CommandWords.Syntax PLAIN = CommandWords.Syntax.of("exec kamal-proxy kamal-proxy", true, "");

    private final ContainerStore containers;
    private final Map<String, Service> services = new TreeMap<>();

    private final Map<String, Rollout> rollouts = new TreeMap<>();

    SimulatedProxy(ContainerStore containers) {
        this.containers = containers;
    }

    Map<String, Service> services() {
        return Map.copyOf(services);
    }

    Map<String, Rollout> rollouts() {
        return Map.copyOf(rollouts);
    }

    DockerReply run(Container proxy, List<String> argv) {
        if (argv.isEmpty() || !proxy.image.labels().containsValue("kamal-proxy")) {
            throw DockerFailure.unknown("kamal-proxy without a command, or in another container than kamal-proxy");
        }
        List<String> words = argv.subList(1, argv.size());
        return switch (argv.get(0)) {
            case "deploy" -> deploy(proxy, DEPLOY.read(words));
            case "remove", "rm" -> change(PLAIN.read(words), this::remove);
            case "rollout" -> rollout(proxy, words);
            case "stop" ->
                change(STOP.read(words), name -> services.computeIfPresent(name, (key, old) -> old.in("stopped")));
            case "resume" ->
                change(PLAIN.read(words), name -> services.computeIfPresent(name, (key, old) -> old.in("running")));
            case "list", "ls" -> list();
            default -> throw DockerFailure.unknown("'kamal-proxy " + argv.get(0) + "'");
        };
    }

    private DockerReply deploy(Container proxy, CommandWords words) {
        String name = words.atLeast(1).get(0);
        String target = String.join(",", words.all("--target"));
        List<String> hosts = words.all("--host").stream()
                .flatMap(host -> List.of(host.split(",")).stream())
                .toList();
        boolean taken = services.values().stream()
                .anyMatch(other ->
                        !other.name().equals(name) && other.hosts().stream().anyMatch(hosts::contains));
        if (taken) {
            return error("host settings conflict with another service");
        }
        if (!answers(proxy, target)) {
            return error("target failed to become healthy within configured timeout ("
                    + words.last("--deploy-timeout").orElse("30s") + ")");
        }
        services.put(name, new Service(name, target, hosts, "running", words.has("--tls")));
        return DockerReply.ok();
    }

    private void remove(String name) {
        services.remove(name);
        rollouts.remove(name);
    }

    private DockerReply rollout(Container proxy, List<String> argv) {
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        return switch (argv.isEmpty() ? "" : argv.get(0)) {
            case "deploy" -> deployRollout(proxy, ROLLOUT_DEPLOY.read(words));
            case "set" -> setRollout(ROLLOUT_SET.read(words));
            case "stop" ->
                change(
                        PLAIN.read(words),
                        name -> rollouts.computeIfPresent(
                                name, (key, old) -> new Rollout(old.targets(), -1, List.of())));
            default -> throw DockerFailure.unknown("'kamal-proxy rollout' with these words");
        };
    }

    private DockerReply deployRollout(Container proxy, CommandWords words) {
        String name = words.atLeast(1).get(0);
        List<String> targets = words.all("--target").stream()
                .flatMap(target -> List.of(target.split(",")).stream())
                .toList();
        if (!services.containsKey(name)) {
            return error("service not found");
        }
        if (targets.isEmpty() || !targets.stream().allMatch(target -> answers(proxy, target))) {
            return error("target failed to become healthy within configured timeout ("
                    + words.last("--deploy-timeout").orElse("30s") + ")");
        }
        Rollout before = rollouts.getOrDefault(name, new Rollout(List.of(), -1, List.of()));
        rollouts.put(name, new Rollout(targets, before.percent(), before.allowed()));
        return DockerReply.ok();
    }

    private DockerReply setRollout(CommandWords words) {
        String name = words.atLeast(1).get(0);
        if (!services.containsKey(name)) {
            return error("service not found");
        }
        Rollout before = rollouts.get(name);
        if (before == null) {
            return error("rollout target not set");
        }
        int percent = words.last("--percent").map(Integer::valueOf).orElse(0);
        rollouts.put(name, new Rollout(before.targets(), percent, words.all("--list")));
        return DockerReply.ok();
    }

    private boolean answers(Container proxy, String target) {
        return Stream.of(target.split(",")).allMatch(one -> containers
                .find(one.replaceFirst(":\\d+$", ""))
                .filter(found -> found.state == Container.State.RUNNING
                        && found.behaviour == ImageBehaviour.HEALTHY
                        && found.options.network().equals(proxy.options.network()))
                .isPresent());
    }

    private DockerReply change(CommandWords words, Consumer<String> change) {
        String name = words.atLeast(1).get(0);
        if (!services.containsKey(name)) {
            return error("service not found");
        }
        change.accept(name);
        return DockerReply.ok();
    }

    private DockerReply list() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Service", "Host", "Path", "Target", "State", "TLS"));
        services.values()
                .forEach(service -> rows.add(List.of(
                        service.name(),
                        service.hosts().isEmpty() ? "*" : String.join(",", service.hosts()),
                        "/",
                        service.target(),
                        service.state(),
                        service.tls() ? "yes" : "no")));
        return DockerReply.lines(rows.stream().map(row -> aligned(row, rows)).toList());
    }

    /** With colors, and two blanks behind each cell, as the real program prints it. */
    private static String aligned(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(one -> one.get(column).length())
                    .max()
                    .orElse(0);
            String style = row == rows.get(0) ? "3;94" : i == 0 ? "1;34" : "";
            line.append("\u001B[").append(style).append('m').append(row.get(i)).append("\u001B[0m");
            line.append(" ".repeat(width - row.get(i).length() + 2));
        }
        return line.toString();
    }

    private static DockerReply error(String message) {
        return DockerReply.failure(1, "Error: " + message);
    }
}
