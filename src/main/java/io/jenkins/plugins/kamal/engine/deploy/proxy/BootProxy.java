package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The network of the containers on every host, and kamal-proxy on those that need it ({@code boot} of
 * {@code lib/kamal/cli/proxy.rb}).
 */
public final class BootProxy {

    private static final int NETWORK_STEP = 0;
    private static final int BOOT_STEP = 1;

    private final Session session;

    public BootProxy(Session session) {
        this.session = session;
    }

    public void run() {
        List<Host> proxyHosts = session.targets().proxyHosts();
        Map<Host, ScriptResult> found = session.servers()
                .run(
                        session.targets().hosts(),
                        host -> proxyHosts.contains(host) ? networkAndProxy(host) : Network.ensure());
        found.forEach((host, result) -> {
            Network.requireThere(host, result.output(NETWORK_STEP));
            if (proxyHosts.contains(host)) {
                requireRecentProxy(
                        host,
                        result.outputs()
                                .get(result.outputs().size() - 1)
                                .stdout()
                                .strip());
            }
        });
        session.servers().all(proxyHosts, this::ensureRunning);
    }

    private CompletableFuture<Void> ensureRunning(Host host) {
        Script script =
                Script.of(proxy(host).ensureAppsDirectory()).attempt(proxy(host).startOrRun());
        return session.servers().run(host, script).thenCompose(result -> {
            Output boot = result.output(BOOT_STEP);
            if (boot.succeeded()) {
                return CompletableFuture.completedFuture(null);
            }
            if (SharedProxy.isMade(boot)) {
                return new SharedProxy(session, host, proxy(host).start()).join();
            }
            throw new CommandFailedException(host, boot);
        });
    }

    private Script networkAndProxy(Host host) {
        return Network.ensure()
                .then(new RegistryLogin(session).on(host))
                .attempt(proxy(host).version());
    }

    private static void requireRecentProxy(Host host, String version) {
        tooOld(host, version).ifPresent(fault -> {
            throw new DeployException(fault);
        });
    }

    /** What is wrong with a proxy of this version; empty where nothing is, or where there is none. */
    public static Optional<String> tooOld(Host host, String version) {
        return !version.isEmpty() && ProxyVersion.isOlder(version, ProxyCommands.MINIMUM_VERSION)
                ? Optional.of("kamal-proxy on " + host + " is " + version + ", and at least "
                        + ProxyCommands.MINIMUM_VERSION + " is needed; run `kamal proxy reboot`")
                : Optional.empty();
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }
}
