package io.jenkins.plugins.kamal.engine.command.proxy;

import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the settings of {@code proxy/run} into arguments of {@code docker run}
 * ({@code lib/kamal/configuration/proxy/run.rb}).
 */
public final class ProxyBoot {

    private static final int HTTP_PORT_IN_CONTAINER = 80;
    private static final int HTTPS_PORT_IN_CONTAINER = 443;

    private ProxyBoot() {}

    /** Adds the options, the image and the proxy's own command. */
    static Command complete(Command dockerRun, ProxyRun settings) {
        Command command = dockerRun.with(options(settings));
        command = Arguments.options(command, settings.options()).with(image(settings), "kamal-proxy", "run");
        command = settings.debug() ? command.with("--debug") : command;
        return settings.metricsPort().isPresent()
                ? command.with("--metrics-port", settings.metricsPort().get().toString())
                : command;
    }

    /**
     * Returns the options for ports, log size and exposed metrics, which the file {@link ProxyFiles#OPTIONS} holds as
     * well.
     */
    public static List<String> options(ProxyRun settings) {
        List<String> arguments = new ArrayList<>();
        if (settings.publishing().enabled()) {
            publish(arguments, settings.publishing());
        }
        boolean writesFiles = settings.options().stream()
                .filter(option -> option.name().equals("log-driver"))
                .noneMatch(
                        option -> option.value().filter(Logging::writesNoFiles).isPresent());
        if (writesFiles) {
            settings.logMaxSize().ifPresent(size -> arguments.addAll(List.of("--log-opt", "max-size=" + size)));
        }
        settings.metricsPort().ifPresent(port -> arguments.add("--expose=" + port));
        return List.copyOf(arguments);
    }

    /** The proxy's image with its tag. */
    public static String image(ProxyRun settings) {
        return settings.image().name() + ":" + settings.image().version();
    }

    private static void publish(List<String> arguments, ProxyRun.Publishing publishing) {
        List<String> addresses = publishing.bindIps().isEmpty()
                ? List.of("")
                : publishing.bindIps().stream().map(ip -> bracketed(ip) + ":").toList();
        for (String address : addresses) {
            arguments.addAll(List.of("--publish", address + publishing.httpPort() + ":" + HTTP_PORT_IN_CONTAINER));
            arguments.addAll(List.of("--publish", address + publishing.httpsPort() + ":" + HTTPS_PORT_IN_CONTAINER));
        }
    }

    private static String bracketed(String ip) {
        return ip.indexOf(':') >= 0 && !ip.startsWith("[") ? "[" + ip + "]" : ip;
    }
}
