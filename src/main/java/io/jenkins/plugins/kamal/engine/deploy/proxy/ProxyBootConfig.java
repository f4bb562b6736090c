package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyBoot;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyFiles;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What kamal-proxy is booted with where the configuration does not say it: files on the servers ({@code boot_config} of
 * {@code lib/kamal/cli/proxy.rb}, deprecated there in favour of {@code proxy/run}).
 */
public final class ProxyBootConfig {

    private static final String FILE_MODE = "0644";

    private final Session session;

    public ProxyBootConfig(Session session) {
        this.session = session;
    }

    /**
     * Writes it; what is as by default has no file.
     *
     * @param settings what is set; the image's tag may be empty
     * @param defaults what stands for nothing set
     * @param dockerOptions further options of {@code docker run}, {@code name=value}
     */
    public void set(ProxyRun settings, ProxyRun defaults, List<String> dockerOptions) {
        onHosts(host -> Script.of(proxy(host).ensureDirectory())
                .then(file(host, ProxyFiles.OPTIONS, options(settings, dockerOptions), options(defaults, List.of())))
                .then(file(host, ProxyFiles.IMAGE, image(settings), image(defaults)))
                .then(file(host, ProxyFiles.IMAGE_VERSION, settings.version(), ""))
                .then(file(host, ProxyFiles.RUN_COMMAND, runCommand(settings), "")));
    }

    /** Prints it. */
    public void get() {
        session.servers()
                .run(
                        session.targets().proxyHosts(),
                        host -> Script.of(proxy(host).bootConfig()))
                .forEach((host, answer) -> session.log()
                        .important("Host " + host + ": " + answer.output(0).stdout()));
    }

    /** Removes it; Kamal's defaults count again. */
    public void reset() {
        onHosts(host -> {
            Script script = Script.of();
            for (String file :
                    List.of(ProxyFiles.OPTIONS, ProxyFiles.IMAGE, ProxyFiles.IMAGE_VERSION, ProxyFiles.RUN_COMMAND)) {
                script = script.attempt(proxy(host).resetBootConfig(file));
            }
            return script;
        });
    }

    private Script file(Host host, String path, String content, String byDefault) {
        return content.equals(byDefault)
                ? Script.of().attempt(proxy(host).resetBootConfig(path))
                : Script.of(FileCommands.write(path, FILE_MODE, Secret.of(content)));
    }

    private static String options(ProxyRun settings, List<String> dockerOptions) {
        List<String> words = new ArrayList<>(ProxyBoot.options(settings));
        dockerOptions.forEach(option -> words.add("--" + option));
        return String.join(" ", words);
    }

    private static String image(ProxyRun settings) {
        return settings.registry().map(registry -> registry + "/").orElse("") + settings.repository();
    }

    private static String runCommand(ProxyRun settings) {
        Optional<String> metrics = settings.metricsPort().map(port -> " --metrics-port " + port);
        return settings.debug() || metrics.isPresent()
                ? "kamal-proxy run" + (settings.debug() ? " --debug" : "") + metrics.orElse("")
                : "";
    }

    private void onHosts(Function<Host, Script> scripts) {
        session.servers().run(session.targets().proxyHosts(), scripts);
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }
}
