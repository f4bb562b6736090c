package io.jenkins.plugins.kamal.engine.command.accessory;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyTarget;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands for an accessory on one of its hosts ({@code lib/kamal/commands/accessory.rb} and
 * {@code accessory/proxy.rb}).
 */
public final class AccessoryCommands {

    private final Configuration configuration;
    private final Accessory accessory;
    private final Accessory.ContainerSettings container;
    private final String name;
    private final ServerPaths paths;

    public AccessoryCommands(Configuration configuration, Accessory accessory) {
        this.configuration = configuration;
        this.accessory = accessory;
        this.container = accessory.container();
        this.name = accessory.serviceName();
        this.paths = new ServerPaths(configuration);
    }

    /** Starts a new container on this host. */
    public Command run(Host host) {
        Command command = Command.of("docker", "run", "--name", name, "--detach")
                .with("--restart", container.options().restartPolicy(), "--network", container.network());
        command = Arguments.logging(command, configuration.app().logging());
        command = container.port().isPresent()
                ? command.with("--publish", container.port().get())
                : command;
        command = environment(command.with("--env", "KAMAL_HOST=" + host));
        command = labels(volumes(command));
        command = Arguments.options(command, container.options().values()).with(image());
        return container.cmd().map(command::withShell).orElse(command);
    }

    /** Starts the stopped container. */
    public Command start() {
        return Command.of("docker", "container", "start", name);
    }

    /** Stops the container. */
    public Command stop() {
        return Command.of("docker", "container", "stop", name);
    }

    /** Prints a table with the running container. */
    public Command info() {
        return Command.of("docker", "ps").with(filter()).brief();
    }

    /** Prints the short id of the container, running or not; prints nothing if there is none. */
    public Command existing() {
        return Command.of("docker", "ps", "-a", "-q").with(filter()).brief();
    }

    /**
     * Prints the short id of a container that was created and never started, for example because its port was taken.
     */
    public Command neverStarted() {
        return existing().with("--filter", "status=created");
    }

    /** Removes the stopped container with this id. */
    public Command removeContainer(String id) {
        return Command.of("docker", "container", "rm", id);
    }

    /** Prints the short id of the running container; prints nothing if there is none. */
    public Command runningContainerId() {
        return Command.of("docker", "container", "ls", "--filter", "name=^" + name + "$", "--quiet")
                .brief();
    }

    /** Prints the container's log. */
    public Command logs(LogOptions options) {
        return options.of(name);
    }

    /** Runs a command (shell text) in the running container. */
    public Command execInExisting(String command, Interaction interaction) {
        return interaction.addTo(Command.of("docker", "exec")).with(name).withShell(command);
    }

    /** Runs a command (shell text) in a new container. */
    public Command execInNew(String command, Interaction interaction) {
        Command run = interaction.addTo(Command.of("docker", "run")).with("--rm", "--network", container.network());
        run = Arguments.options(volumes(environment(run)), container.options().values());
        return run.with(image()).withShell(command);
    }

    /** Prints the id of the image; fails if the host does not have the image. */
    public Command imageId() {
        return Command.of("docker", "image", "inspect", "--format", "{{.Id}}")
                .with(image())
                .brief();
    }

    public Command pullImage() {
        return Command.of("docker", "image", "pull").with(image());
    }

    /** Removes the stopped container. */
    public Command removeContainer() {
        return Command.of("docker", "container", "prune", "--force").with(filter());
    }

    /** Removes the image. */
    public Command removeImage() {
        return Command.of("docker", "image", "rm", "--force").with(image());
    }

    /** Removes the uploaded files and the data. */
    public Command removeServiceDirectory() {
        return Command.of("rm", "-rf", name);
    }

    /** Creates the directory of {@link ServerPaths#envFile(Accessory)}. */
    public Command ensureEnvDirectory() {
        return Command.of("mkdir", "-p", paths.accessoryEnvDirectory());
    }

    /**
     * Makes the proxy send requests to the container. The proxy shows the error pages of this version of the app, or
     * none if the version is null.
     */
    public Command deploy(String containerId, @CheckForNull Version version) {
        Proxy proxy = accessory
                .proxy()
                .orElseThrow(
                        () -> new IllegalStateException("accessory " + accessory.name() + " is not behind the proxy"));
        ProxyTarget target = new ProxyTarget(configuration, proxy, ServerPaths.tlsName(accessory), version);
        return target.addTo(
                Command.of("docker", "exec", ProxyCommands.CONTAINER, "kamal-proxy", "deploy", name),
                List.of(containerId));
    }

    /** Succeeds if the accessory's custom certificate is on the host. */
    public Command hasCertificate() {
        return Command.of("test", "-f", paths.tlsCertificate(ServerPaths.tlsName(accessory)))
                .brief();
    }

    /** Removes the accessory from the proxy. */
    public Command removeFromProxy() {
        return Command.of("docker", "exec", ProxyCommands.CONTAINER, "kamal-proxy", "remove", name);
    }

    private List<String> filter() {
        return List.of("--filter", "label=service=" + name);
    }

    private Command environment(Command command) {
        return Arguments.environment(command, container.env(), paths.envFile(accessory));
    }

    /** Adds the labels. The log does not show the values of the configuration's own labels. */
    private Command labels(Command command) {
        Map<String, String> own = new LinkedHashMap<>(container.labels());
        String service = own.remove("service");
        Command labelled = Arguments.keyValues(command, "--label", Map.of("service", service == null ? name : service));
        return Arguments.hiddenKeyValues(labelled, "--label", own);
    }

    private Command volumes(Command command) {
        Command extended = Arguments.volumes(command, accessory.mounts().volumes());
        for (Mount file : accessory.mounts().files()) {
            extended = mount(extended, AccessoryFile.hostPath(accessory, file), file);
        }
        for (Mount directory : accessory.mounts().directories()) {
            extended = mount(extended, AccessoryDirectory.hostPath(accessory, directory), directory);
        }
        return extended;
    }

    private static Command mount(Command command, String hostPath, Mount mount) {
        return Arguments.mount(command, hostPath, mount.remoteWithOptions());
    }

    private List<String> image() {
        return accessory.image().stream().toList();
    }
}
