package io.jenkins.plugins.kamal.engine.command.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.ContainerLabels;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands for the app container of one role on one host ({@code lib/kamal/commands/app.rb} and
 * {@code app/containers.rb}).
 */
public final class AppCommands {

    private static final String HEALTH_STATUS =
            "{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}";
    private static final String HEALTH_LOG = "{{json .State.Health}}";
    private static final int LONGEST_HOST_IN_HOSTNAME = 51;

    private final Configuration configuration;
    private final Role role;
    private final Host host;
    private final ServerPaths paths;
    private final AppContainer running;

    public AppCommands(Configuration configuration, Role role, Host host) {
        this.configuration = configuration;
        this.role = role;
        this.host = host;
        this.paths = new ServerPaths(configuration);
        this.running = new AppContainer(configuration, role);
    }

    /** The name of the role's container in this version. */
    public ContainerName container(Version version) {
        return ContainerName.of(configuration, role, version);
    }

    /**
     * The name of the role's container in a version that {@link #currentRunningVersion} or {@link #listVersions}
     * printed.
     */
    public ContainerName container(String printedVersion) {
        return ContainerName.of(configuration, role, printedVersion);
    }

    /** The names of the role's containers in this version, as many as the configuration says. */
    public Instances instances(Version version) {
        return Instances.of(container(version), configuration.instances(role));
    }

    /**
     * Starts a new container with the name that Kamal gives to it; {@code hostnameSuffix} is 12 random hex digits, so that no two containers share a
     * hostname.
     */
    public Command run(Version version, String hostnameSuffix) {
        return run(container(version), version, hostnameSuffix);
    }

    /** Starts one of several new containers of a version. */
    public Command run(ContainerName container, Version version, String hostnameSuffix) {
        return run(container, version, hostnameSuffix, ContainerLabels.of(configuration, role));
    }

    /**
     * Starts a container for some of the visitors, beside the one of the role, which Kamal's commands for the role do not
     * find.
     */
    public Command runForVisitors(Version version, String hostnameSuffix) {
        return run(
                container(version).forVisitors(),
                version,
                hostnameSuffix,
                ContainerLabels.ofVisitors(configuration, role));
    }

    private Command run(ContainerName container, Version version, String hostnameSuffix, Map<String, String> labels) {
        Command command = Command.of(
                        "docker", "run", "--detach", "--restart", role.options().restartPolicy())
                .with("--name", container.toString(), "--network", "kamal")
                .with("--hostname", hostname(hostnameSuffix));
        command = Arguments.environment(kamalVariables(command, container, version), env(), paths.envFile(role));
        command = Arguments.logging(command, role.logging());
        command = Arguments.volumes(command, configuration.app().volumes());
        command = new AssetCommands(configuration, role, version).mount(command);
        command = ContainerLabels.addTo(command, role, labels);
        command = Arguments.options(command, role.options().values())
                .with(ImageReference.of(configuration, version).toString());
        return role.cmd().map(command::withShell).orElse(command);
    }

    /** Starts a stopped container. */
    public Command start(ContainerName container) {
        return Command.of("docker", "start", container.toString());
    }

    /** Prints the health of a container, or its state if it has no health check: {@code running}, {@code healthy}. */
    public Command status(ContainerName container) {
        return containerId(container).pipe(Command.of("xargs", "docker", "inspect", "--format", HEALTH_STATUS));
    }

    /** Prints the same with one docker command, for a container that exists; fails if it is gone. */
    public Command status(ContainerName container, String idOrName) {
        return status(container)
                .sentAs(Command.of("docker", "inspect", "--format", HEALTH_STATUS, idOrName)
                        .wireText())
                .brief();
    }

    /** Stops a container; it is killed after the role's stop timeout. */
    public Command stop(ContainerName container) {
        return containerId(container).pipe(Command.of("xargs", "docker").with(stopWords()));
    }

    /** Stops a container whose short id is known. */
    public Command stop(ContainerName container, String id) {
        return stop(container)
                .sentAs(Command.of("docker").with(stopWords()).with(id).wireText());
    }

    /** Stops a container, unless its short id is one of these. */
    public Command stopUnless(ContainerName container, List<String> ids) {
        if (ids.isEmpty()) {
            return stop(container);
        }
        Command others = Command.of("grep", "-v", "-x", "-F");
        for (String id : ids) {
            others = others.with("-e", id);
        }
        return stop(container)
                .sentAs(containerId(container)
                        .pipe(others.pipe(Command.of("xargs", "docker").with(stopWords())))
                        .wireText());
    }

    /** Stops the container with this id, and removes it. */
    public Command stopAndRemove(String id) {
        return Command.of("docker").with(stopWords()).with(id).and(Command.of("docker", "container", "rm", id));
    }

    /** Stops the running container, whatever its version. */
    public Command stopRunning() {
        return running.id().pipe(Command.of("xargs", "docker").with(stopWords()));
    }

    /** Prints a table of the role's running containers. */
    public Command info() {
        return Command.of("docker", "ps")
                .with(ContainerLabels.filters(configuration, role))
                .brief();
    }

    /** Prints the short id of a container, running or not; prints nothing if there is none. */
    public Command containerId(ContainerName container) {
        return Command.of("docker", "container", "ls", "--all", "--filter", "name=^" + container + "$", "--quiet")
                .brief();
    }

    /**
     * Prints id and name of each container of a version, running or not, for {@link #idsByName}. Kamal asks for the first
     * one alone.
     */
    public Command containers(Version version) {
        ContainerName first = container(version);
        return containerId(first)
                .sentAs(Command.of("docker", "container", "ls", "--all", "--filter", "name=" + first.ofAllInstances())
                        .with("--format", "{{.ID}} {{.Names}}")
                        .wireText());
    }

    /** Reads the names of the containers with their short ids from the answer to {@link #containers}. */
    public static Map<ContainerName, String> idsByName(ContainerName first, String printed) {
        return new ContainerList(printed.lines()
                        .map(line -> line.strip().split(" "))
                        .filter(words -> words.length == 2)
                        .map(words -> new ContainerList.Listed("", words[0], words[1], "", "", "", ""))
                        .toList())
                .ofVersion(first);
    }

    /** Prints what {@link Instances#serving} reads: the running version and, if several containers run, all of them. */
    public Command runningVersions() {
        return running.versions().brief();
    }

    /** Prints the running version, preferably the version of the latest image; prints nothing if none runs. */
    public Command currentRunningVersion() {
        return running.version().brief();
    }

    /** Prints the versions of the running containers, one per line. */
    public Command listVersions() {
        return running.versions(Command.of("docker", "ps").with(ContainerLabels.filters(configuration, role)))
                .brief();
    }

    /** Gives a container another name. */
    public Command rename(ContainerName from, ContainerName to) {
        return Command.of("docker", "rename", from.toString(), to.toString());
    }

    /** Removes the stopped containers of a version; Kamal removes the first one alone. */
    public Command remove(Version version) {
        ContainerName first = container(version);
        Command ids = containerId(first);
        return ids.sentAs(Command.of("docker", "container", "ls", "--all", "--filter", "name=" + first.ofAllInstances())
                        .with("--quiet")
                        .wireText())
                .pipe(Command.of("xargs", "docker", "container", "rm"));
    }

    /** Removes every stopped container of the role. */
    public Command removeStopped() {
        return Command.of("docker", "container", "prune", "--force").with(ContainerLabels.filters(configuration, role));
    }

    /** Prints the results of the last health checks as JSON, {@code null} if the container has none. */
    public Command healthLog(ContainerName container) {
        return containerId(container)
                .pipe(Command.of("xargs", "docker", "inspect", "--format", HEALTH_LOG))
                .brief();
    }

    /** Prints the log of a container. */
    public Command logs(ContainerName container, LogOptions options) {
        return options.afterXargs(containerId(container));
    }

    /** Prints the log of the container with this id, or of the running one if the id is null. */
    public Command logsById(@CheckForNull String containerId, LogOptions options) {
        Command id = containerId == null
                ? running.id()
                : Command.of("sh", "-c", Command.of("echo", containerId).shellText());
        return options.afterXargs(id);
    }

    /** Prints the logs of all running containers of the role, one after the other. */
    public Command logsOfAll(LogOptions options) {
        Command ids = Command.of("docker", "ps", "--quiet").with(ContainerLabels.filters(configuration, role));
        return Command.shell("( kamal_ids=$( " + ids.wireText() + " ) && [ -n \"$kamal_ids\" ] && "
                + "for kamal_id in $kamal_ids; do "
                + options.afterXargs(Command.shell("echo \"$kamal_id\"")).wireText() + "\ndone )");
    }

    /**
     * Prints the id of the image from which a container was created and, on the next line, the image's
     * {@code RepoDigests} as JSON, for {@link RunningImage#parse}. The image is inspected by its id, because its tag
     * may have moved since.
     */
    public Command runningImageDigests(ContainerName container) {
        return new ImageQuestion(container).command();
    }

    /**
     * Prints the same, but asks Docker for the digests only if the container was created from an image other than
     * {@code pulled}.
     */
    public Command runningImageDigests(ContainerName container, RunningImage pulled) {
        return new ImageQuestion(container).pulled(pulled).command();
    }

    /**
     * Prints the same and, on the third line, what {@link #status(ContainerName)} prints, for {@link #statusOf}.
     *
     * @param pulled the image that the host has pulled; null if the host has to be asked for the digests
     */
    public Command runningImageDigestsAndStatus(ContainerName container, @CheckForNull RunningImage pulled) {
        return new ImageQuestion(container)
                .pulled(pulled)
                .thenPrinting(HEALTH_STATUS)
                .command();
    }

    /** Reads the status from the answer to {@link #runningImageDigestsAndStatus}; empty if it has none. */
    public static Optional<String> statusOf(String printed) {
        return printed.strip().lines().skip(2).findFirst().map(String::strip);
    }

    /** Creates the directory of {@link ServerPaths#envFile(Role)}. */
    public Command ensureEnvDirectory() {
        return Command.of("mkdir", "-p", paths.roleEnvDirectory());
    }

    /** The environment of the container on this host, including the role's secret variables. */
    public Env env() {
        return role.envByHost().getOrDefault(host, Env.NONE);
    }

    private Command kamalVariables(Command command, ContainerName container, Version version) {
        Command extended = command.with("--env", "KAMAL_CONTAINER_NAME=" + container)
                .with("--env", "KAMAL_VERSION=" + version)
                .with("--env", "KAMAL_HOST=" + host);
        return configuration
                .destination()
                .map(destination -> extended.with("--env", "KAMAL_DESTINATION=" + destination))
                .orElse(extended);
    }

    private String hostname(String suffix) {
        String name = host.toString();
        String shortened = name.substring(0, Math.min(name.length(), LONGEST_HOST_IN_HOSTNAME));
        return (shortened.endsWith(".") ? shortened.substring(0, shortened.length() - 1) : shortened) + "-" + suffix;
    }

    /** A container behind the proxy needs only docker's own grace period, because the proxy has already drained it. */
    private List<String> stopWords() {
        List<String> stop = new ArrayList<>(List.of("stop"));
        Optional<String> drained = role.behindProxy()
                ? Optional.empty()
                : Optional.of(Seconds.of(configuration.timeouts().drain()));
        role.stopTimeout().map(String::valueOf).or(() -> drained).ifPresent(seconds -> {
            stop.add("-t");
            stop.add(seconds);
        });
        return stop;
    }
}
