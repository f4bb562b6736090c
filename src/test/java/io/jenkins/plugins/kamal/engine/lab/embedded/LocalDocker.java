package io.jenkins.plugins.kamal.engine.lab.embedded;

import io.jenkins.plugins.kamal.engine.lab.docker.Buildx;
import io.jenkins.plugins.kamal.engine.lab.docker.ContainerStore;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageName;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageStore;
import io.jenkins.plugins.kamal.engine.lab.docker.Inspection;
import io.jenkins.plugins.kamal.engine.lab.docker.Logins;
import io.jenkins.plugins.kamal.engine.lab.docker.RegistryContainer;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Directories;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerExecutable;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The {@code docker} of the deployer's machine (an agent): builds images from directories and pushes them into a
 * {@link SimulatedRegistry}.
 *
 * <p>The same content gives the same digest. A Dockerfile's label {@link SimulatedImage#BEHAVIOUR_LABEL} says what the
 * image's program will do. What it does not know it refuses with exit status 125.
 */
public final class LocalDocker implements AutoCloseable {

    private final SimulatedRegistry registry;
    private final ImageStore images = new ImageStore();
    private final Logins logins;
    private final Buildx buildx;
    private final Inspection inspection = new Inspection(new ContainerStore(), images);
    private final RegistryContainer registryContainer = new RegistryContainer();
    private final ServerFaults faults = new ServerFaults();
    private final List<DockerCall> calls = new CopyOnWriteArrayList<>();
    private final Path root;
    private final DockerExecutable executable;

    private LocalDocker(SimulatedRegistry registry) throws IOException {
        this.registry = registry;
        this.logins = new Logins(registry);
        this.buildx = new Buildx(registry, logins, images);
        this.root = Files.createTempDirectory("lab-agent").toRealPath();
        this.executable = DockerExecutable.in(root.resolve("bin"), this::run);
    }

    /** Makes the executable, with nothing built and nobody logged in. */
    public static LocalDocker start(SimulatedRegistry registry) {
        try {
            return new LocalDocker(registry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the simulated docker of this machine", e);
        }
    }

    /** The directory to put first on the PATH of whatever deploys. */
    public Path directory() {
        return executable.directory();
    }

    /** Which docker calls go wrong; only the docker part of it counts here. */
    public ServerFaults faults() {
        return faults;
    }

    /** The calls made, in order. */
    public List<DockerCall> calls() {
        return List.copyOf(calls);
    }

    /** The calls made as lines, {@code docker buildx build …}. */
    public List<String> lines() {
        return calls.stream().map(DockerCall::line).toList();
    }

    /** The registries that this machine is logged in to. */
    public Set<String> logins() {
        return logins.hosts();
    }

    @Override
    public void close() {
        registryContainer.close();
        executable.close();
        try {
            Directories.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does a call, as the executable does it. */
    public DockerReply run(DockerCall call) {
        calls.add(call);
        return faults.replyTo(call).orElseGet(() -> runUnlessRefused(call));
    }

    private synchronized DockerReply runUnlessRefused(DockerCall call) {
        try {
            return dispatch(call);
        } catch (DockerFailure failure) {
            return failure.reply();
        }
    }

    private DockerReply dispatch(DockerCall call) {
        List<String> argv = call.argv();
        String first = argv.isEmpty() ? "" : argv.get(0);
        String second = argv.size() > 1 ? argv.get(1) : "";
        List<String> rest = argv.subList(Math.min(1, argv.size()), argv.size());
        return switch (first) {
            case "--version", "-v" -> DockerReply.lines("Docker version 28.2.2, build e6534b4");
            case "info" -> info(rest);
            case "buildx" -> buildx.run(call, second, argv.subList(Math.min(2, argv.size()), argv.size()));
            case "build" -> buildx.run(call, first, rest);
            case "login" -> logins.login(call, rest);
            case "logout" -> logins.logout(rest);
            case "inspect" -> inspection.any(rest);
            case "push" -> push(rest);
            case "tag" -> tag(rest);
            case "context" -> context(second);
            case "run" -> registryContainer.run(rest);
            case "start" -> registryContainer.start(rest);
            case "stop" -> registryContainer.stop(rest);
            case "rm" -> registryContainer.remove(rest);
            case "port" -> registryContainer.port(rest);
            case "image" -> image(second, argv.subList(Math.min(2, argv.size()), argv.size()));
            default -> throw DockerFailure.unknown("'docker " + first + "' on the deployer's machine");
        };
    }

    private static DockerReply context(String command) {
        if (!command.equals("ls")) {
            throw DockerFailure.unknown("'docker context " + command + "' on the deployer's machine");
        }
        return DockerReply.lines(
                "NAME        DESCRIPTION                               DOCKER ENDPOINT               ERROR",
                "default *   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock   ");
    }

    private static DockerReply info(List<String> rest) {
        if (!rest.equals(List.of("--format", "{{.Architecture}}"))) {
            throw DockerFailure.unknown("'docker info' but for the architecture on the deployer's machine");
        }
        return DockerReply.lines("x86_64");
    }

    private DockerReply image(String command, List<String> rest) {
        return switch (command) {
            case "inspect" -> inspection.image(rest);
            case "push" -> push(rest);
            case "tag" -> tag(rest);
            default -> throw DockerFailure.unknown("'docker image " + command + "' on the deployer's machine");
        };
    }

    private DockerReply tag(List<String> names) {
        images.put(ImageName.parse(names.get(1)), images.get(names.get(0)));
        return DockerReply.ok();
    }

    private DockerReply push(List<String> words) {
        List<String> names =
                CommandWords.Syntax.of("push", true, "--quiet,-q").read(words).atLeast(1);
        ImageName name = ImageName.parse(names.get(0));
        SimulatedImage image = images.find(name.toString())
                .orElseThrow(() -> DockerFailure.of(
                        DockerReply.failure(1, "An image does not exist locally with the tag: " + name.repository())));
        logins.mayPush(name);
        registry.publish(name.toString(), image);
        images.put(new ImageName(name.repository(), "", image.digest()), image);
        return DockerReply.lines(
                "The push refers to repository [" + name.repository() + "]",
                name.tag() + ": digest: " + image.digest() + " size: 1000");
    }
}
