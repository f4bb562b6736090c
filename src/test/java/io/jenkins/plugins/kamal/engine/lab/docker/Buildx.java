package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.GoTemplate;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code docker buildx}: version, build, inspect, create, rm, ls, use and imagetools inspect. */
public final class Buildx {

    private static final CommandWords.Syntax BUILD = CommandWords.Syntax.of("buildx build", true, """
            --output,-o= --platform= --tag,-t= --label= --file,-f= --metadata-file= --build-arg= --build-context= --cache-from=
            --cache-to= --secret= --ssh= --target= --builder= --provenance= --sbom= --progress= --attest= --iidfile= --pull
            --no-cache --push --load --quiet,-q
            """);
    private static final CommandWords.Syntax CREATE = CommandWords.Syntax.of(
            "buildx create", true, "--name= --driver= --driver-opt= --append --use --platform= --node= --bootstrap");
    private static final CommandWords.Syntax PLAIN =
            CommandWords.Syntax.of("buildx", true, "--bootstrap --force,-f --keep-state");
    private static final CommandWords.Syntax INSPECT =
            CommandWords.Syntax.of("buildx imagetools inspect", true, "--format= --raw");

    private final SimulatedRegistry registry;
    private final Logins logins;
    private final ImageStore images;
    private final Set<String> builders = new TreeSet<>(Set.of("default"));

    public Buildx(SimulatedRegistry registry, Logins logins, ImageStore images) {
        this.registry = registry;
        this.logins = logins;
        this.images = images;
    }

    public DockerReply run(DockerCall call, String command, List<String> rest) {
        return switch (command) {
            case "version" -> DockerReply.lines("github.com/docker/buildx v0.24.0 d0e5e86");
            case "build" -> build(call, BUILD.read(rest));
            case "create" -> create(CREATE.read(rest));
            case "inspect" -> inspect(PLAIN.read(rest));
            case "rm" -> remove(PLAIN.read(rest));
            case "use" -> inspect(PLAIN.read(rest));
            case "ls" -> DockerReply.lines(builders.stream().toList());
            case "imagetools" -> imagetools(rest);
            default -> throw DockerFailure.unknown("'docker buildx " + command + "'");
        };
    }

    private DockerReply build(DockerCall call, CommandWords words) {
        words.last("--builder").ifPresent(this::builder);
        if (words.atLeast(1).get(0).equals("-") || words.rest().get(0).contains("://")) {
            throw DockerFailure.unknown("a build context that is no directory");
        }
        Path context = call.directory().resolve(words.rest().get(0)).normalize();
        if (!Files.isDirectory(context)) {
            return DockerReply.failure(
                    1,
                    "ERROR: failed to build: unable to prepare context: path \""
                            + words.rest().get(0) + "\" not found");
        }
        Path dockerfile = words.last("--file").map(call.directory()::resolve).orElse(context.resolve("Dockerfile"));
        List<String> inputs = new ArrayList<>(words.all("--build-arg"));
        inputs.addAll(words.all("--platform"));
        inputs.addAll(words.all("--target"));
        SimulatedImage image =
                DockerfileBuild.build(context, dockerfile, RunOptions.labels(words.all("--label")), inputs);
        store(words, image);
        words.last("--metadata-file")
                .ifPresent(file -> metadata(call.directory().resolve(file), words, image));
        return new DockerReply(0, "", progress(words, image));
    }

    private void store(CommandWords words, SimulatedImage image) {
        boolean push = words.has("--push") || words.all("--output").stream().anyMatch(Buildx::pushes);
        for (String tag : words.all("--tag")) {
            ImageName name = ImageName.parse(tag);
            if (push) {
                logins.mayPush(name);
                registry.publish(tag, image);
            } else {
                images.put(name, image);
            }
        }
    }

    private static boolean pushes(String output) {
        List<String> fields = List.of(output.split(","));
        return fields.contains("type=registry") || fields.contains("push=true");
    }

    private static void metadata(Path file, CommandWords words, SimulatedImage image) {
        try {
            Files.writeString(
                    file,
                    GoTemplate.json(Map.of(
                            "containerimage.digest", image.digest(),
                            "containerimage.config.digest", image.id(),
                            "image.name", String.join(",", words.all("--tag")))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the metadata file " + file, e);
        }
    }

    private static String progress(CommandWords words, SimulatedImage image) {
        StringBuilder text = new StringBuilder("#0 building with \"default\" instance using docker driver\n\n");
        text.append("#1 exporting to image\n#1 writing image ")
                .append(image.id())
                .append(" done\n");
        words.all("--tag")
                .forEach(tag -> text.append("#1 naming to ").append(tag).append(" done\n"));
        return text.append("#1 DONE 0.0s\n").toString();
    }

    private DockerReply create(CommandWords words) {
        String name = words.last("--name").orElse("lab_builder");
        if (!builders.add(name) && !words.has("--append")) {
            return DockerReply.failure(
                    1,
                    "ERROR: existing instance for \"" + name
                            + "\" but no append mode, specify the node name to make changes "
                            + "for existing instances");
        }
        return DockerReply.lines(name);
    }

    private DockerReply inspect(CommandWords words) {
        String name = words.rest().isEmpty() ? "default" : words.rest().get(0);
        builder(name);
        return DockerReply.lines(
                "Name:          " + name,
                "Driver:        docker-container",
                "Nodes:",
                "Name:      " + name + "0",
                "Endpoint:  unix:///var/run/docker.sock",
                "Status:    running");
    }

    private DockerReply remove(CommandWords words) {
        String name = words.atLeast(1).get(0);
        builder(name);
        builders.remove(name);
        return DockerReply.lines(name + " removed");
    }

    private void builder(String name) {
        if (!builders.contains(name)) {
            throw DockerFailure.of(DockerReply.failure(1, "ERROR: no builder \"" + name + "\" found"));
        }
    }

    private DockerReply imagetools(List<String> argv) {
        if (argv.isEmpty() || !argv.get(0).equals("inspect")) {
            throw DockerFailure.unknown("'docker buildx imagetools' but for inspect");
        }
        CommandWords words = INSPECT.read(argv.subList(1, argv.size()));
        String name = words.atLeast(1).get(0);
        logins.mayPush(ImageName.parse(name));
        SimulatedImage image = registry.find(name)
                .orElseThrow(() -> DockerFailure.of(DockerReply.failure(1, "ERROR: " + name + ": not found")));
        Map<String, Object> manifest = Map.of(
                "schemaVersion",
                2,
                "mediaType",
                "application/vnd.docker.distribution.manifest.v2+json",
                "digest",
                image.digest(),
                "size",
                1000);
        if (words.has("--raw")) {
            return new DockerReply(0, "manifest of " + image.id(), "");
        }
        String format = words.last("--format").orElse("{{json .Manifest}}");
        Map<String, Object> config =
                Map.of("Labels", new GoTemplate.Labels(image.labels()), "Env", image.environment());
        return DockerReply.lines(
                GoTemplate.fill(format, Map.of("Name", name, "Manifest", manifest, "Image", Map.of("config", config))));
    }
}
