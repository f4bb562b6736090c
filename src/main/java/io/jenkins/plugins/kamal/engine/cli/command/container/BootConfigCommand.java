package io.jenkins.plugins.kamal.engine.cli.command.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.option.PortConverter;
import io.jenkins.plugins.kamal.engine.cli.option.WordsConsumer;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.deploy.proxy.ProxyBootConfig;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code proxy boot_config}. */
@Command(
        name = "boot_config",
        aliases = "boot-config",
        description = "Manages settings of kamal-proxy, which apply if proxy/run does not set them.")
final class BootConfigCommand implements Callable<Integer> {

    private static final String IMAGE = "/" + ProxyRun.Image.NAME;
    private static final ProxyRun DEFAULTS = new ProxyRun(
            new ProxyRun.Publishing(true, List.of(), ProxyRun.HTTP_PORT, ProxyRun.HTTPS_PORT),
            null,
            false,
            ProxyRun.LOG_MAX_SIZE,
            new ProxyRun.Image(null, ProxyRun.Image.NAMESPACE + IMAGE, null),
            List.of());

    /** The operations on the settings. */
    enum Verb {
        set,
        get,
        reset
    }

    @ParentCommand
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private ProxyCommand proxy;

    @Spec
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Parameters(paramLabel = "set|get|reset", description = "What to do")
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command, and refuses a command line without it")
    private Verb verb;

    @Option(
            names = "--publish",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the ports are published")
    private boolean publish;

    @Option(
            names = {"--publish-host-ip", "--publish_host_ip"},
            paramLabel = "IP",
            description = "IP addresses of the host on which the ports are published")
    private List<String> addresses = List.of();

    @Option(
            names = {"--http-port", "--http_port"},
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "" + ProxyRun.HTTP_PORT,
            description = "The port for HTTP, by default ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = {"--https-port", "--https_port"},
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "" + ProxyRun.HTTPS_PORT,
            description = "The port for HTTPS, by default ${DEFAULT-VALUE}")
    private int httpsPort;

    @Option(
            names = {"--log-max-size", "--log_max_size"},
            paramLabel = "SIZE",
            defaultValue = ProxyRun.LOG_MAX_SIZE,
            description = "The maximum size of the log, by default ${DEFAULT-VALUE}")
    private String logMaxSize = ProxyRun.LOG_MAX_SIZE;

    @Option(names = "--registry", paramLabel = "SERVER", description = "The registry of the image")
    @CheckForNull
    private String registry;

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            defaultValue = ProxyRun.Image.NAMESPACE,
            description = "The image name without the final /kamal-proxy")
    private String repository = ProxyRun.Image.NAMESPACE;

    @Option(
            names = {"--image-version", "--image_version"},
            paramLabel = "TAG",
            description = "The tag of the image")
    @CheckForNull
    private String imageVersion;

    @Option(
            names = {"--metrics-port", "--metrics_port"},
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "The port for metrics")
    @CheckForNull
    private Integer metricsPort;

    @Option(names = "--debug", negatable = true, description = "Write more to the log")
    private boolean debug;

    @Option(
            names = {"--docker-options", "--docker_options"},
            arity = "1..*",
            parameterConsumer = WordsConsumer.class,
            paramLabel = "NAME=VALUE",
            description = "Additional options for docker run")
    private List<String> dockerOptions = List.of();

    @Override
    public Integer call() {
        return proxy.run(proxy.task(spec.name()), this::run);
    }

    private void run(Session session) {
        ProxyBootConfig config = new ProxyBootConfig(session);
        switch (verb) {
            case set -> config.set(settings(), DEFAULTS, dockerOptions);
            case get -> config.get();
            case reset -> config.reset();
        }
    }

    private ProxyRun settings() {
        return new ProxyRun(
                new ProxyRun.Publishing(publish, addresses, httpPort, httpsPort),
                metricsPort,
                debug,
                logMaxSize.isBlank() ? null : logMaxSize,
                new ProxyRun.Image(
                        registry,
                        repository + IMAGE,
                        imageVersion == null || imageVersion.isEmpty() ? null : imageVersion),
                List.of());
    }
}
