package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
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
        session.servers()
                .run(
                        session.targets().hosts(),
                        host -> proxyHosts.contains(host) ? networkAndProxy(host) : Network.ensure())
                .forEach((host, result) -> {
                    Network.requireThere(host, result.output(NETWORK_STEP));
                    if (proxyHosts.contains(host)) {
                        judge(host, result);
                    }
                });
        session.servers().all(proxyHosts, this::ensureRunning);
    }

    private Script networkAndProxy(Host host) {
        return Network.ensure()
                .then(new RegistryLogin(session).on(host))
                .attempt(proxy(host).version())
                .attempt(proxy(host).publishedPorts());
    }

    private void judge(Host host, ScriptResult result) {
        Output ports = result.output(result.outputs().size() - 1);
        String version = result.output(result.outputs().size() - 2).stdout().strip();
        tooOld(host, version).ifPresent(fault -> {
            throw new DeployException(fault);
        });
        if (ports.succeeded()) {
            proxy(host)
                    .settings()
                    .flatMap(settings -> ProxyChange.of(host, settings, version, ports.stdout()))
                    .ifPresent(change -> session.log().important("WARNING: " + change));
        }
    }

    private CompletableFuture<Void> ensureRunning(Host host) {
        Script script =
                Script.of(proxy(host).ensureAppsDirectory()).attempt(proxy(host).startOrRun());
        return session.servers().run(host, script).thenCompose(result -> {
            Output boot = result.output(BOOT_STEP);
            if (boot.succeeded()) {
                return CompletableFuture.completedFuture(null);
            }
            if (!SharedProxy.isMade(boot)) {
                throw new CommandFailedException(host, boot);
            }
            return replaceOrJoin(host);
        });
    }

    /**
     * There is a proxy that does not start. It is replaced if it never started: the port that it needs may be another
     * one now. Otherwise another deploy may be making it.
     */
    private CompletableFuture<Void> replaceOrJoin(Host host) {
        return new SharedProxy(session, host, proxy(host).start())
                .join()
                .handle((joined, failure) ->
                        failure == null ? CompletableFuture.<Void>completedFuture(null) : replace(host, failure))
                .thenCompose(replaced -> replaced);
    }

    private CompletableFuture<Void> replace(Host host, Throwable failure) {
        return session.servers()
                .run(host, Script.of(proxy(host).neverStarted()))
                .thenCompose(found -> {
                    if (found.output(0).stdout().isBlank()) {
                        return CompletableFuture.failedFuture(ServerCommandRunner.cause(failure));
                    }
                    session.log().info(host, "The container kamal-proxy never started, so it is replaced");
                    return session.servers().run(host, Script.of(proxy(host).replace()));
                })
                .thenApply(replaced -> null);
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
