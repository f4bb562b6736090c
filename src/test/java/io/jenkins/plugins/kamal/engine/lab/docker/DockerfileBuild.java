package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.Directories;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a {@link SimulatedImage} from a directory and its Dockerfile: {@code LABEL}, {@code ENV}, {@code EXPOSE},
 * {@code CMD}, {@code HEALTHCHECK} and {@code COPY} count, {@code RUN false} and a missing source fail the build, and
 * every file of the directory (but {@code .git}) is part of the image's identity.
 */
final class DockerfileBuild {

    private final Path context;
    private final Map<String, String> labels = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final List<String> environment = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();
    private List<String> command = List.of("/app");
    private boolean healthcheck;

    private DockerfileBuild(Path context) {
        this.context = context;
    }

    /**
     * Builds an image.
     *
     * @param context the directory
     * @param dockerfile the Dockerfile's path
     * @param labels what {@code --label} adds
     * @param inputs whatever else the image depends on: build arguments, platform, target
     */
    static SimulatedImage build(Path context, Path dockerfile, Map<String, String> labels, List<String> inputs) {
        DockerfileBuild build = new DockerfileBuild(context);
        try {
            for (String line : instructions(dockerfile)) {
                build.instruction(line);
            }
            build.labels.putAll(labels);
            return build.image(content(context, inputs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> instructions(Path dockerfile) throws IOException {
        if (!Files.isRegularFile(dockerfile)) {
            throw failure(
                    "failed to read dockerfile: open " + dockerfile.getFileName() + ": no such file or directory");
        }
        return Files.readString(dockerfile)
                .replaceAll("(?m)^\\s*#.*$", "")
                .replaceAll("\\\\\\R", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void instruction(String line) throws IOException {
        String[] parts = line.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "LABEL" -> labels.putAll(RunOptions.labels(unquoted(rest)));
            case "ENV" -> environment.addAll(unquoted(rest));
            case "EXPOSE" ->
                ports.addAll(List.of(rest.split("\\s+")).stream()
                        .map(DockerfileBuild::port)
                        .toList());
            case "CMD" -> command = command(rest);
            case "HEALTHCHECK" -> healthcheck = !rest.startsWith("NONE");
            case "COPY", "ADD" -> copy(List.of(rest.split("\\s+")));
            case "RUN" -> run(rest);
            case "FROM", "WORKDIR", "USER", "ARG", "ENTRYPOINT", "VOLUME", "SHELL", "STOPSIGNAL" -> {}
            default -> throw failure("dockerfile parse error: unknown instruction: " + parts[0]);
        }
    }

    private static void run(String rest) {
        if (rest.equals("false") || rest.startsWith("exit ")) {
            throw failure("process \"/bin/sh -c " + rest + "\" did not complete successfully: exit code: 1");
        }
    }

    private static String port(String port) {
        return port.contains("/") ? port : port + "/tcp";
    }

    private static List<String> unquoted(String rest) {
        return List.of(rest.split("\\s+(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)")).stream()
                .map(pair -> pair.replace("\"", ""))
                .toList();
    }

    private static List<String> command(String rest) throws IOException {
        if (!rest.startsWith("[")) {
            return List.of("/bin/sh", "-c", rest);
        }
        return List.of(new com.fasterxml.jackson.databind.ObjectMapper().readValue(rest, String[].class));
    }

    private void copy(List<String> words) throws IOException {
        if (words.stream().anyMatch(word -> word.startsWith("--from"))) {
            return;
        }
        List<String> paths =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        String target = paths.get(paths.size() - 1);
        for (String path : paths.subList(0, paths.size() - 1)) {
            Path source = context.resolve(path).normalize();
            if (!Files.exists(source)) {
                throw failure("failed to compute cache key: \"/" + path + "\" not found: not found");
            }
            copy(source, target.startsWith("/") ? target : "/" + target);
        }
    }

    private void copy(Path source, String target) throws IOException {
        String directory = target.replaceFirst("/\\.?$", "");
        if (Files.isRegularFile(source)) {
            boolean into = !directory.equals(target);
            files.put(into ? directory + "/" + source.getFileName() : target, text(source));
            return;
        }
        for (Path file : sources(source)) {
            files.put(directory + "/" + source.relativize(file), text(file));
        }
    }

    private static List<Path> sources(Path directory) throws IOException {
        return Directories.files(directory).stream()
                .filter(file -> !directory.relativize(file).startsWith(".git"))
                .toList();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static String content(Path context, List<String> inputs) throws IOException {
        StringBuilder all = new StringBuilder(inputs.toString());
        for (Path file : sources(context)) {
            all.append('\n').append(context.relativize(file)).append(' ').append(Hash.of(Files.readAllBytes(file)));
        }
        return Hash.of(all.toString());
    }

    private SimulatedImage image(String content) {
        SimulatedImage image = SimulatedImage.web("", content)
                .withLabels(labels)
                .withEnvironment(environment)
                .withPorts(List.copyOf(ports))
                .withFiles(files)
                .withCommand(command)
                .with(behaviour());
        return healthcheck ? image.withHealthcheck() : image;
    }

    private ImageBehaviour behaviour() {
        String name = labels.getOrDefault(SimulatedImage.BEHAVIOUR_LABEL, "healthy");
        return ImageBehaviour.valueOf(name.toUpperCase(Locale.ROOT));
    }

    static DockerFailure failure(String message) {
        return DockerFailure.of(DockerReply.failure(1, "ERROR: failed to solve: " + message));
    }
}
