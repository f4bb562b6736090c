package io.jenkins.plugins.kamal.engine.deploy.proxy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
 * Manages files on the servers with the settings of kamal-proxy, for configurations without such settings
 * ({@code boot_config} of {@code lib/kamal/cli/proxy.rb}, deprecated there in favor of {@code proxy/run}).
 */
public final class ProxyBootConfig {

    private static final String FILE_MODE = "0644";

    private final Session session;

    public ProxyBootConfig(Session session) {
        this.session = session;
    }

    /**
     * Writes a file for each setting that differs from the default, and removes the files of the others.
     *
     * @param settings the settings of the command line
     * @param defaults the settings of a command line without options
     * @param dockerOptions additional options of {@code docker run}, each as {@code name=value}
     */
    public void set(ProxyRun settings, ProxyRun defaults, List<String> dockerOptions) {
        onHosts(host -> Script.of(proxy(host).ensureDirectory())
                .then(file(
                        host,
                        ProxyFiles.OPTIONS,
                        unless(options(defaults, List.of()), options(settings, dockerOptions))))
                .then(file(
                        host,
                        ProxyFiles.IMAGE,
                        unless(defaults.image().name(), settings.image().name())))
                .then(file(host, ProxyFiles.IMAGE_VERSION, settings.image().versionOrNull()))
                .then(file(host, ProxyFiles.RUN_COMMAND, runCommand(settings).orElse(null)))
                .saying("Wrote the boot configuration of kamal-proxy"));
    }

    /** Prints the settings of each host. */
    public void get() {
        session.servers()
                .run(
                        session.targets().proxyHosts(),
                        host -> Script.of(proxy(host).bootConfig()))
                .forEach((host, answer) -> session.log()
                        .result("Host " + host + ": " + answer.output(0).stdout()));
    }

    /** Removes the files, so that Kamal's defaults apply again. */
    public void reset() {
        onHosts(host -> {
            Script script = Script.of();
            for (String file :
                    List.of(ProxyFiles.OPTIONS, ProxyFiles.IMAGE, ProxyFiles.IMAGE_VERSION, ProxyFiles.RUN_COMMAND)) {
                script = script.attempt(proxy(host).resetBootConfig(file));
            }
            return script.saying("Reset the boot configuration of kamal-proxy");
        });
    }

    private Script file(Host host, String path, @CheckForNull String content) {
        return content == null
                ? Script.of().attempt(proxy(host).resetBootConfig(path))
                : Script.of(FileCommands.write(path, FILE_MODE, Secret.of(content)));
    }

    private static String options(ProxyRun settings, List<String> dockerOptions) {
        List<String> words = new ArrayList<>(ProxyBoot.options(settings));
        dockerOptions.forEach(option -> words.add("--" + option));
        return String.join(" ", words);
    }

    @CheckForNull
    private static String unless(String byDefault, String content) {
        return content.equals(byDefault) ? null : content;
    }

    private static Optional<String> runCommand(ProxyRun settings) {
        List<String> options = new ArrayList<>();
        if (settings.debug()) {
            options.add("--debug");
        }
        settings.metricsPort().ifPresent(port -> options.add("--metrics-port " + port));
        return options.isEmpty() ? Optional.empty() : Optional.of("kamal-proxy run " + String.join(" ", options));
    }

    private void onHosts(Function<Host, Script> scripts) {
        session.servers().run(session.targets().proxyHosts(), scripts);
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }
}
