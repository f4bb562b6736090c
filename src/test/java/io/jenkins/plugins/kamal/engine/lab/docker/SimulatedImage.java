package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image: its configuration, and what its program does.
 *
 * @param command the words it starts
 * @param labels its labels
 * @param environment its environment, {@code NAME=value}
 * @param ports what it exposes, {@code 80/tcp}
 * @param files what is in it, by absolute path
 * @param behaviour what its program does
 * @param healthcheck whether it has a {@code HEALTHCHECK}
 * @param log what its program prints when started
 * @param content stands for the layers: another content, another image
 * @param created when it was built; no part of its identity
 */
public record SimulatedImage(
        List<String> command,
        SortedMap<String, String> labels,
        List<String> environment,
        List<String> ports,
        SortedMap<String, String> files,
        ImageBehaviour behaviour,
        boolean healthcheck,
        List<String> log,
        String content,
        Instant created) {

    /** The label by which a Dockerfile or a test says what the program does: a {@link ImageBehaviour} in lower case. */
    public static final String BEHAVIOUR_LABEL = "lab.behaviour";

    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** A healthy web server of this content, on port 80, with {@code service} as its label. */
    public static SimulatedImage web(String service, String content) {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("service", service));
        return new SimulatedImage(
                List.of("/app"),
                labels,
                List.of(PATH),
                List.of("80/tcp"),
                new TreeMap<>(),
                ImageBehaviour.HEALTHY,
                false,
                List.of("listening"),
                content,
                Instant.now());
    }

    /** An image without labels, ports or files, such as a database's. */
    public static SimulatedImage plain(String content, String... command) {
        return web("", content)
                .withCommand(List.of(command))
                .withLabels(Map.of())
                .withPorts(List.of());
    }

    public SimulatedImage withCommand(List<String> words) {
        return new SimulatedImage(
                words, labels, environment, ports, files, behaviour, healthcheck, log, content, created);
    }

    public SimulatedImage withLabels(Map<String, String> all) {
        return new SimulatedImage(
                command, new TreeMap<>(all), environment, ports, files, behaviour, healthcheck, log, content, created);
    }

    public SimulatedImage withEnvironment(List<String> more) {
        List<String> all = new ArrayList<>(environment);
        all.addAll(more);
        return new SimulatedImage(
                command, labels, List.copyOf(all), ports, files, behaviour, healthcheck, log, content, created);
    }

    public SimulatedImage withPorts(List<String> all) {
        return new SimulatedImage(
                command, labels, environment, all, files, behaviour, healthcheck, log, content, created);
    }

    public SimulatedImage withFiles(Map<String, String> all) {
        return new SimulatedImage(
                command, labels, environment, ports, new TreeMap<>(all), behaviour, healthcheck, log, content, created);
    }

    public SimulatedImage with(ImageBehaviour other) {
        return new SimulatedImage(
                command, labels, environment, ports, files, other, healthcheck, log, content, created);
    }

    public SimulatedImage withHealthcheck() {
        return new SimulatedImage(command, labels, environment, ports, files, behaviour, true, log, content, created);
    }

    public SimulatedImage withLog(String... lines) {
        return new SimulatedImage(
                command, labels, environment, ports, files, behaviour, healthcheck, List.of(lines), content, created);
    }

    /** The image's id, {@code sha256:…}: the same configuration and content, the same id. */
    public String id() {
        return "sha256:" + Hash.of(String.join("\n", parts()));
    }

    /** The digest of its manifest, {@code sha256:…}, by which a registry knows it. */
    public String digest() {
        return "sha256:" + Hash.of("manifest of " + id());
    }

    private List<String> parts() {
        return List.of(
                command.toString(),
                labels.toString(),
                environment.toString(),
                ports.toString(),
                files.toString(),
                behaviour.name(),
                Boolean.toString(healthcheck),
                log.toString(),
                content);
    }
}
