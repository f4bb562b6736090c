package io.jenkins.plugins.kamal.engine.command.proxy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;

/** The commands for the proxy of a host, which all services there share ({@code lib/kamal/commands/proxy.rb}). */
public final class ProxyCommands {

    /** The name of the proxy's container. */
    public static final String CONTAINER = "kamal-proxy";

    private static final String IMAGE_FILTER = "label=org.opencontainers.image.title=kamal-proxy";
    private static final String TRAEFIK_FILTER = "label=org.opencontainers.image.title=Traefik";

    @CheckForNull
    private final ProxyRun settings;

    public ProxyCommands(Configuration configuration, Host host) {
        this.settings = configuration.proxyRunByHost().get(host);
    }

    /**
     * Starts a new proxy, with the settings of the configuration file, or else with those that
     * {@code proxy boot_config} left on the host.
     */
    public Command run() {
        return settings != null
                ? run(settings)
                : bootConfig()
                        .pipe(Command.of("xargs").withShell(mounted(dockerRun()).shellText()));
    }

    /** Starts the stopped proxy. */
    public Command start() {
        return Command.of("docker", "container", "start", CONTAINER);
    }

    /** Starts the stopped proxy, or a new one if there is none. */
    public Command startOrRun() {
        return start().or(run());
    }

    /** Stops the proxy. */
    public Command stop() {
        return Command.of("docker", "container", "stop", CONTAINER);
    }

    /** Prints a table with the running proxy. */
    public Command info() {
        return Command.of("docker", "ps", "--filter", "name=^" + CONTAINER + "$")
                .brief();
    }

    /** Prints the tag of the proxy's image; prints nothing if there is no proxy. */
    public Command version() {
        return Command.of("docker", "inspect", CONTAINER, "--format", "{{.Config.Image}}")
                .pipe(Command.of("awk", "-F:", "{print $NF}"))
                .brief();
    }

    /**
     * Prints the proxy's image and, after a space, its published ports as Docker's JSON; fails if there is no proxy.
     */
    public Command imageAndPorts() {
        return Command.of(
                        "docker",
                        "inspect",
                        CONTAINER,
                        "--format",
                        "{{.Config.Image}} {{json .HostConfig.PortBindings}}")
                .brief();
    }

    /** Prints the short id of a proxy that was created and never started, for example because a port was taken. */
    public Command neverStarted() {
        return Command.of("docker", "ps", "--all", "--quiet", "--filter", "name=^" + CONTAINER + "$")
                .with("--filter", "status=created")
                .brief();
    }

    /** Replaces a stopped proxy with a new one. */
    public Command replace() {
        return Command.of("docker", "container", "rm", CONTAINER).and(run());
    }

    /** The settings of the configuration file; empty if the file leaves them to {@code proxy boot_config}. */
    public Optional<ProxyRun> settings() {
        return Optional.ofNullable(settings);
    }

    /** Prints the proxy's log. */
    public Command logs(LogOptions options) {
        return options.of(CONTAINER);
    }

    /** Removes the stopped proxy. */
    public Command removeContainer() {
        return Command.of("docker", "container", "prune", "--force", "--filter", IMAGE_FILTER);
    }

    /** Removes the proxy's image. */
    public Command removeImage() {
        return Command.of("docker", "image", "prune", "--all", "--force", "--filter", IMAGE_FILTER);
    }

    /** Stops and removes the proxy of Kamal 1. */
    public Command cleanUpTraefik() {
        return Command.of("docker", "container", "stop", "traefik")
                .then(Command.of("docker", "container", "prune", "--force", "--filter", TRAEFIK_FILTER))
                .and(Command.of("docker", "image", "prune", "--all", "--force", "--filter", TRAEFIK_FILTER));
    }

    /** Creates the proxy's directory. */
    public Command ensureDirectory() {
        return Command.of("mkdir", "-p", ProxyFiles.DIRECTORY);
    }

    /** Removes the proxy's directory with the settings of all services. */
    public Command removeDirectory() {
        return Command.of("rm", "-r", ProxyFiles.DIRECTORY);
    }

    /** Creates the directory that is mounted into the proxy. */
    public Command ensureAppsDirectory() {
        return Command.of("mkdir", "-p", ProxyFiles.APPS_DIRECTORY);
    }

    /**
     * Prints the options, the image and the command that {@code proxy boot_config} left on the host, or Kamal's
     * defaults.
     */
    public Command bootConfig() {
        return Command.shell("echo "
                + read(
                        ProxyFiles.OPTIONS,
                        "--publish 80:80 --publish 443:443 --log-opt max-size=" + ProxyRun.LOG_MAX_SIZE)
                + " "
                + read(ProxyFiles.IMAGE, ProxyRun.Image.NAMESPACE + "/" + ProxyRun.Image.NAME) + ":"
                + read(ProxyFiles.IMAGE_VERSION, ProxyRun.Image.MINIMUM_VERSION) + " "
                + read(ProxyFiles.RUN_COMMAND, ""));
    }

    /** Removes one of the files of {@code proxy boot_config}; {@code file} is a constant of {@link ProxyFiles}. */
    public Command resetBootConfig(String file) {
        return Command.of("rm", file);
    }

    private static String read(String file, String otherwise) {
        return "$(cat " + file + " 2> /dev/null || echo \"" + otherwise + "\")";
    }

    private static Command run(ProxyRun settings) {
        return ProxyBoot.complete(mounted(dockerRun()), settings);
    }

    private static Command dockerRun() {
        return Command.of("docker", "run", "--name", CONTAINER, "--network", "kamal", "--detach")
                .with("--restart", "unless-stopped")
                .with("--volume", "kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy");
    }

    private static Command mounted(Command command) {
        return Arguments.mount(command, ProxyFiles.APPS_DIRECTORY, ProxyFiles.APPS_DIRECTORY_IN_CONTAINER);
    }
}
