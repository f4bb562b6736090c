package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.ListFilters;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What changes containers: run, create, start, stop, kill, restart, rm, rename, prune, cp; and their logs. */
final class ContainerCommands {

    private static final CommandWords.Syntax STOP =
            CommandWords.Syntax.of("stop", true, "--time,-t,--timeout= --signal,-s=");
    private static final CommandWords.Syntax RM = CommandWords.Syntax.of("rm", true, "--force,-f --volumes,-v");
    private static final CommandWords.Syntax PLAIN = CommandWords.Syntax.of("start", true, "");
    private static final CommandWords.Syntax PRUNE =
            CommandWords.Syntax.of("container prune", true, "--force,-f --filter=");
    private static final CommandWords.Syntax COPY =
            CommandWords.Syntax.of("cp", true, "--follow-link,-L --archive,-a --quiet,-q");
    private static final CommandWords.Syntax LOGS =
            CommandWords.Syntax.of("logs", true, "--timestamps,-t --tail,-n= --since= --until= --details");

    private final SimulatedDocker docker;
    private final ContainerStore containers;

    ContainerCommands(SimulatedDocker docker, ContainerStore containers) {
        this.docker = docker;
        this.containers = containers;
    }

    DockerReply run(DockerCall call, List<String> argv) {
        RunOptions options = RunOptions.read(true, argv, call.directory());
        boolean pulls = docker.images().find(options.image()).isEmpty();
        String notice = pulls ? "Unable to find image '" + options.image() + "' locally\n" : "";
        try {
            Container container = make(options);
            return start(container, options, notice);
        } catch (DockerFailure failure) {
            String message = failure.reply().stderr().stripTrailing();
            throw failure.reply().exitStatus() == 1
                    ? DockerFailure.of(new DockerReply(
                            125,
                            "",
                            notice + "docker: " + message + "\n\nRun 'docker run --help' for more information\n"))
                    : failure;
        }
    }

    private DockerReply start(Container container, RunOptions options, String notice) {
        if (!docker.networks().contains(options.network())) {
            DockerFailure failure =
                    RunOptions.refusal("Error response from daemon: network " + options.network() + " not found");
            return new DockerReply(
                    125, container.id + "\n", notice + failure.reply().stderr());
        }
        if (options.has("--detach")) {
            container.start();
            return new DockerReply(0, container.id + "\n", notice);
        }
        container.started = container.created;
        DockerReply reply = docker.programs().run(container, container.command, true);
        (reply.stdout() + reply.stderr()).lines().forEach(container::print);
        container.end(reply.exitStatus());
        if (options.has("--rm")) {
            containers.remove(container);
        }
        return new DockerReply(reply.exitStatus(), reply.stdout(), notice + reply.stderr());
    }

    DockerReply create(DockerCall call, List<String> argv) {
        return DockerReply.lines(make(RunOptions.read(false, argv, call.directory())).id);
    }

    private Container make(RunOptions options) {
        SimulatedImage image = docker.images().find(options.image()).orElseGet(() -> docker.pull(options.image()));
        String name = options.name().isEmpty() ? "lab_" + Hash.random().substring(0, 8) : options.name();
        containers.objection(name).ifPresent(objection -> {
            throw DockerFailure.daemon(objection);
        });
        Container container =
                new Container(name, options.image(), image, options, docker.behaviourOf(name, image, options));
        containers.add(container);
        return container;
    }

    DockerReply start(List<String> argv) {
        List<String> failed = new ArrayList<>();
        DockerReply reply = each(PLAIN.read(argv).atLeast(1), name -> {
            if (containers.find(name).isEmpty()) {
                failed.add(name);
            }
            Container container = containers.get(name);
            if (!docker.networks().contains(container.options.network())) {
                failed.add(name);
                throw DockerFailure.daemon("network " + container.options.network() + " not found");
            }
            if (!container.isActive()) {
                container.start();
            }
        });
        String summary =
                failed.isEmpty() ? "" : "Error: failed to start containers: " + String.join(", ", failed) + "\n";
        return new DockerReply(reply.exitStatus(), reply.stdout(), reply.stderr() + summary);
    }

    DockerReply stop(List<String> argv) {
        return each(STOP.read(argv).atLeast(1), name -> {
            Container container = containers.get(name);
            if (container.isActive()) {
                container.end(container.state == Container.State.RESTARTING ? container.exitCode : 0);
            }
        });
    }

    DockerReply restart(List<String> argv) {
        return each(STOP.read(argv).atLeast(1), name -> containers.get(name).start());
    }

    DockerReply remove(List<String> argv) {
        CommandWords words = RM.read(argv);
        boolean force = words.has("--force");
        DockerReply reply = each(words.atLeast(1), name -> {
            Container container = containers.get(name);
            if (container.isActive() && !force) {
                throw DockerFailure.daemon("You cannot remove a " + container.stateName() + " container " + container.id
                        + ". Stop the container before attempting removal or force remove");
            }
            containers.remove(container);
        });
        return force ? new DockerReply(0, reply.stdout(), reply.stderr()) : reply;
    }

    DockerReply rename(List<String> argv) {
        List<String> names = PLAIN.read(argv).atLeast(2);
        try {
            Container container = containers.get(names.get(0));
            if (container.name.equals(names.get(1))) {
                throw DockerFailure.daemon("Renaming a container with the same name as its current name");
            }
            containers.objection(names.get(1)).ifPresent(objection -> {
                throw DockerFailure.daemon("Error when allocating new name: " + objection);
            });
            container.name = names.get(1);
            return DockerReply.ok();
        } catch (DockerFailure failure) {
            String last = "Error: failed to rename container named " + names.get(0) + "\n";
            return new DockerReply(1, "", failure.reply().stderr() + last);
        }
    }

    DockerReply prune(List<String> argv) {
        CommandWords words = PRUNE.read(argv);
        ListFilters filters = ListFilters.read(words.all("--filter"), "label");
        List<Container> old = containers.all().stream()
                .filter(container -> !container.isActive() && filters.labels(container.labels))
                .toList();
        old.forEach(containers::remove);
        List<String> lines = new ArrayList<>();
        if (!old.isEmpty()) {
            lines.add("Deleted Containers:");
            old.forEach(container -> lines.add(container.id));
            lines.add("");
        }
        lines.add("Total reclaimed space: 0B");
        return DockerReply.lines(lines);
    }

    DockerReply logs(List<String> argv) {
        CommandWords words = LOGS.read(argv);
        Container container = containers.get(words.atLeast(1).get(0));
        if (words.has("--since") || words.has("--until")) {
            throw DockerFailure.unknown("--since and --until of 'docker logs'");
        }
        List<Container.LogLine> log = container.log;
        int tail = words.last("--tail")
                .filter(number -> !number.equals("all"))
                .map(Integer::valueOf)
                .orElse(log.size());
        return DockerReply.lines(log.subList(Math.max(0, log.size() - tail), log.size()).stream()
                .map(line -> (words.has("--timestamps") ? line.time() + " " : "") + line.text())
                .toList());
    }

    /** Copies out of a container; into one is refused. */
    DockerReply copy(DockerCall call, List<String> argv) {
        List<String> words = COPY.read(argv).atLeast(2);
        String[] source = words.get(0).split(":", 2);
        if (source.length < 2) {
            throw DockerFailure.unknown("copying into a container");
        }
        Container container = containers.get(source[0]);
        String from = source[1].replaceFirst("/\\.?$", "");
        Map<String, String> files = container.image.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(from + "/"))
                .collect(Collectors.toMap(file -> file.getKey().substring(from.length() + 1), Map.Entry::getValue));
        if (files.isEmpty() || !source[1].endsWith("/.")) {
            throw DockerFailure.daemon("Could not find the file " + source[1] + " in container " + source[0]);
        }
        write(files, call.directory().resolve(words.get(1)));
        return DockerReply.ok();
    }

    private static void write(Map<String, String> files, Path target) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does something to each container, prints the names of those it could be done to, and fails if it could not to
     * all.
     */
    private static DockerReply each(List<String> names, Consumer<String> action) {
        StringBuilder done = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        for (String name : names) {
            try {
                action.accept(name);
                done.append(name).append('\n');
            } catch (DockerFailure failure) {
                errors.append(failure.reply().stderr());
            }
        }
        return new DockerReply(errors.isEmpty() ? 0 : 1, done.toString(), errors.toString());
    }
}
