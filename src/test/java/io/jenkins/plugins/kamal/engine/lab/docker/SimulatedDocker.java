package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerProgram;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.lab.docker.command.GoTemplate;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The Docker engine of one simulated machine, behind its command line.
 *
 * <p>It knows what Kamal's commands need and refuses the rest with exit status 125 and "the simulated Docker does not
 * know …"; {@link DockerContract} says what of it is the same in a real engine (recorded from Docker 28.2 in front of
 * an engine 20.10).
 */
public final class SimulatedDocker implements DockerProgram {

    private static final List<String> GROUPS = List.of(
            "container", "image", "network", "system", "volume", "buildx", "manifest", "builder", "compose", "context");

    private final SimulatedRegistry registry;
    private final ContainerStore containers = new ContainerStore();
    private final ImageStore images = new ImageStore();
    private final SimulatedProxy proxy = new SimulatedProxy(containers);
    private final ContainerPrograms programs = new ContainerPrograms(proxy);
    private final Networks networks = new Networks(containers);
    private final Logins logins;
    private final Inspection inspection = new Inspection(containers, images);
    private final ContainerListing listing = new ContainerListing(containers, images);
    private final ContainerCommands containerCommands = new ContainerCommands(this, containers);
    private final ImageCommands imageCommands = new ImageCommands(this, images, containers);
    private final Map<String, ImageBehaviour> behaviours = new LinkedHashMap<>();
    private IntPredicate loopback = port -> false;

    /** An engine with nothing on it, that pulls from this registry. */
    public SimulatedDocker(SimulatedRegistry registry) {
        this.registry = registry;
        this.logins = new Logins(registry);
    }

    @Override
    public synchronized DockerReply run(DockerCall call) {
        try {
            return dispatch(call);
        } catch (DockerFailure failure) {
            return failure.reply();
        }
    }

    /** Runs a command here as a test or a demo would by hand; relative files are looked for in {@code /}. */
    public DockerReply run(String... argv) {
        return run(DockerCall.of(Path.of("/"), argv));
    }

    /** Makes every new container whose name begins so behave so on this machine, whatever its image would do. */
    public synchronized void behave(String containerNamePrefix, ImageBehaviour behaviour) {
        behaviours.put(containerNamePrefix, behaviour);
    }

    /** Says which ports of its own loopback something answers on, a registry presumably. */
    public synchronized void reachLoopback(IntPredicate ports) {
        loopback = ports;
    }

    /** Says what a program prints when it is run in any container here. */
    public synchronized void announce(List<String> argv, DockerReply reply) {
        programs.announce(argv, reply);
    }

    /** The names of the containers that run here, and the image each runs by the name it was started with. */
    public synchronized Map<String, String> running() {
        return containers.all().stream()
                .filter(Container::isActive)
                .collect(
                        Collectors.toMap(each -> each.name, each -> each.imageName, (one, other) -> one, TreeMap::new));
    }

    /** The names of all containers here with their states, in Docker's words. */
    public synchronized Map<String, String> states() {
        return containers.all().stream()
                .collect(Collectors.toMap(each -> each.name, Container::stateName, (one, other) -> one, TreeMap::new));
    }

    /** The environment of a container, by name. */
    public synchronized Map<String, String> environment(String container) {
        return containers.get(container).environmentMap();
    }

    /** The second targets of the services behind this machine's kamal-proxy. */
    public synchronized Map<String, SimulatedProxy.Rollout> rollouts() {
        return proxy.rollouts();
    }

    /** The services behind this machine's kamal-proxy. */
    public synchronized Map<String, SimulatedProxy.Service> services() {
        return proxy.services();
    }

    /** The registries that this machine is logged in to. */
    public Set<String> logins() {
        return logins.hosts();
    }

    /** Ends a container's program with this status, as if it had crashed by itself; no restart policy revives it. */
    public synchronized void crash(String container, int status) {
        containers.get(container).end(status);
    }

    /** Ends a container's program for lack of memory; its restart policy starts it again. */
    public synchronized void runOutOfMemory(String container) {
        Container killed = containers.get(container);
        killed.oomKills++;
        killed.restarts++;
    }

    SimulatedRegistry registry() {
        return registry;
    }

    ImageStore images() {
        return images;
    }

    Networks networks() {
        return networks;
    }

    ContainerPrograms programs() {
        return programs;
    }

    SimulatedImage pull(String name) {
        ImageName parsed = ImageName.parse(name);
        requireLoopback(parsed.host());
        SimulatedImage image = logins.fetch(parsed);
        images.put(parsed, image);
        images.put(new ImageName(parsed.repository(), "", image.digest()), image);
        return image;
    }

    private void requireLoopback(String host) {
        if (host.startsWith("localhost:") && !loopback.test(Integer.parseInt(host.substring(host.indexOf(':') + 1)))) {
            throw DockerFailure.daemon("Get \"http://%s/v2/\": dial tcp 127.0.0.1:%s: connect: connection refused"
                    .formatted(host, host.substring(host.indexOf(':') + 1)));
        }
    }

    ImageBehaviour behaviourOf(String name, SimulatedImage image, RunOptions options) {
        return behaviours.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(toldToBeUnhealthy(options) ? ImageBehaviour.UNHEALTHY : image.behaviour());
    }

    /** Whether the environment asks the sample application ({@code src/test/lab/app}) to fail its health check. */
    private static boolean toldToBeUnhealthy(RunOptions options) {
        return options.environment().stream().anyMatch(line -> line.matches("APP_UNHEALTHY=.+"));
    }

    private DockerReply dispatch(DockerCall call) {
        List<String> argv = call.argv();
        if (argv.isEmpty()) {
            throw DockerFailure.unknown("'docker' without a command");
        }
        boolean grouped = GROUPS.contains(argv.get(0)) && argv.size() > 1;
        String command = grouped ? argv.get(0) + " " + argv.get(1) : argv.get(0);
        List<String> rest = argv.subList(grouped ? 2 : 1, argv.size());
        return switch (command) {
            case "ps", "container ls", "container list", "container ps" -> listing.list(rest);
            case "inspect" -> inspection.any(rest);
            case "container inspect" -> inspection.container(rest);
            case "image inspect" -> inspection.image(rest);
            case "exec", "container exec" -> exec(rest);
            case "login" -> logins.login(call, rest);
            case "logout" -> logins.logout(rest);
            case "-v", "--version" -> DockerReply.lines("Docker version 28.2.2, build e6534b4");
            case "version", "info", "system info" -> about(command, rest);
            case "events", "system events" -> listing.events(rest);
            default -> change(call, command, rest);
        };
    }

    private DockerReply change(DockerCall call, String command, List<String> rest) {
        return switch (command) {
            case "run", "container run" -> containerCommands.run(call, rest);
            case "create", "container create" -> containerCommands.create(call, rest);
            case "start", "container start" -> containerCommands.start(rest);
            case "stop", "container stop" -> containerCommands.stop(rest);
            case "restart", "container restart" -> containerCommands.restart(rest);
            case "rm", "container rm" -> containerCommands.remove(rest);
            case "rename", "container rename" -> containerCommands.rename(rest);
            case "logs", "container logs" -> containerCommands.logs(rest);
            case "cp", "container cp" -> containerCommands.copy(call, rest);
            case "container prune" -> containerCommands.prune(rest);
            default -> changeImages(command, rest);
        };
    }

    private DockerReply changeImages(String command, List<String> rest) {
        return switch (command) {
            case "images", "image ls", "image list" -> imageCommands.list(rest);
            case "pull", "image pull" -> imageCommands.pull(rest);
            case "tag", "image tag" -> imageCommands.tag(rest);
            case "rmi", "image rm", "image remove" -> imageCommands.remove(rest);
            case "image prune" -> imageCommands.prune(rest);
            default -> {
                if (command.startsWith("network ")) {
                    yield networks.run(command.substring("network ".length()), rest);
                }
                throw DockerFailure.unknown("'docker " + command + "'");
            }
        };
    }

    private static final CommandWords.Syntax EXEC = CommandWords.Syntax.of(
            "exec", false, "--interactive,-i --tty,-t --env,-e= --user,-u= --workdir,-w= --detach,-d --privileged");
    private static final CommandWords.Syntax ABOUT = CommandWords.Syntax.of("info", true, "--format,-f=");

    private DockerReply exec(List<String> argv) {
        List<String> words = EXEC.read(argv).atLeast(2);
        Container container = containers.get(words.get(0));
        if (container.state == Container.State.RESTARTING) {
            throw DockerFailure.daemon(
                    "Container " + container.id + " is restarting, wait until the container is running");
        }
        if (!container.isActive()) {
            throw DockerFailure.daemon("Container " + container.id + " is not running");
        }
        return programs.run(container, words.subList(1, words.size()), false);
    }

    private static DockerReply about(String command, List<String> argv) {
        String format = ABOUT.read(argv)
                .last("--format")
                .orElseThrow(() -> DockerFailure.unknown("'docker " + command + "' without --format"));
        Map<String, Object> server = Map.of("Version", "20.10.24", "Os", "linux", "Arch", "amd64");
        Map<String, Object> about = Map.of(
                "Server",
                server,
                "Client",
                Map.of("Version", "28.2.2"),
                "ServerVersion",
                "20.10.24",
                "OSType",
                "linux",
                "Architecture",
                "x86_64",
                "DockerRootDir",
                "/var/lib/docker",
                "RegistryConfig",
                Map.of("Mirrors", List.of()));
        return DockerReply.lines(GoTemplate.fill(format, about));
    }
}
