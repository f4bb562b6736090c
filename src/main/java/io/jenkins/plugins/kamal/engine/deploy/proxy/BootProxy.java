package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Creates the network of the containers on every host, and boots kamal-proxy on the hosts that need it ({@code boot} of
 * {@code lib/kamal/cli/proxy.rb}).
 */
public final class BootProxy {

    private static final int NETWORK_STEP = 0;
    private static final int INSPECT_FROM_END = 3;

    private final Session session;
    private final boolean checked;

    public BootProxy(Session session) {
        this(session, false);
    }

    /**
     * Prepares to boot the proxies.
     *
     * @param checked whether a preflight of this run has already checked that no proxy is too old
     */
    public BootProxy(Session session, boolean checked) {
        this.session = session;
        this.checked = checked;
    }

    /**
     * Boots the proxies, and returns the containers that each host had before its proxy was started; a host that did
     * not report its containers is missing.
     */
    public Map<Host, ContainerList> run() {
        return runAfter(Map.of());
    }

    /**
     * Does the same where some of the hosts have already run their {@link #script}.
     *
     * @param done the results of these hosts
     */
    public Map<Host, ContainerList> runAfter(Map<Host, ScriptResult> done) {
        DockerLogin login = new DockerLogin(session);
        List<Host> hosts = session.targets().hosts();
        List<Host> left = hosts.stream().filter(host -> !done.containsKey(host)).toList();
        Map<Host, ScriptResult> rest = session.servers().run(left, host -> script(host, login.on(host)));
        Map<Host, ScriptResult> results = new LinkedHashMap<>();
        hosts.forEach(host -> results.put(host, done.getOrDefault(host, rest.get(host))));
        return judge(results);
    }

    /** The script for a host that is logged in to the registry, for {@link #runAfter}. */
    public Script script(Host host) {
        return script(host, Script.of());
    }

    private Script script(Host host, Script login) {
        return session.targets().proxyHosts().contains(host) ? networkAndProxy(host, login) : Network.ensureAndList();
    }

    /** Does what is left after the scripts have run, and returns the containers as {@link #run} does. */
    private Map<Host, ContainerList> judge(Map<Host, ScriptResult> results) {
        List<Host> proxyHosts = session.targets().proxyHosts();
        results.forEach((host, result) -> {
            Network.requireThere(host, result.output(NETWORK_STEP));
            if (proxyHosts.contains(host) && isAsked(host)) {
                judge(host, result.output(result.outputs().size() - INSPECT_FROM_END));
            }
        });
        session.servers()
                .all(proxyHosts, host -> requireRunning(host, results.get(host).last()));
        Map<Host, ContainerList> lists = new LinkedHashMap<>();
        results.forEach((host, result) ->
                ContainerList.parse(result.output(NETWORK_STEP).stdout()).ifPresent(list -> lists.put(host, list)));
        return lists;
    }

    /**
     * Whether to ask for the proxy's image and ports. After a preflight, the question is needed only if the
     * configuration has settings for the proxy.
     */
    private boolean isAsked(Host host) {
        return !checked || proxy(host).settings().isPresent();
    }

    private Script networkAndProxy(Host host, Script login) {
        Script script = Network.ensureAndList().then(login);
        if (isAsked(host)) {
            script = script.attempt(proxy(host).imageAndPorts());
        }
        return script.run(proxy(host).ensureAppsDirectory())
                .attempt(proxy(host).startOrRun())
                .saying("kamal-proxy is running");
    }

    /** Checks the proxy as it was before this run: fails if the proxy is too old, and warns if its settings differ. */
    private void judge(Host host, Output before) {
        if (!before.succeeded()) {
            return;
        }
        String[] imageAndPorts = before.stdout().strip().split(" ", 2);
        String version = imageAndPorts[0].substring(imageAndPorts[0].lastIndexOf(':') + 1);
        tooOld(host, version).ifPresent(fault -> {
            throw new DeployException(Topic.PROXY, fault);
        });
        proxy(host)
                .settings()
                .flatMap(settings -> ProxyChange.of(host, settings, version, imageAndPorts[1]))
                .ifPresent(change -> session.log().important("WARNING: " + change));
    }

    private CompletableFuture<Void> requireRunning(Host host, Output boot) {
        if (boot.succeeded()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!SharedProxy.isMade(boot)) {
            throw new CommandFailedException(host, boot);
        }
        return replaceOrJoin(host);
    }

    /**
     * Handles a proxy that exists but does not start. Another deploy may be creating it, so its start is repeated for a
     * while. If the proxy never started, it is replaced, because the configuration may name another port now.
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
                    return session.servers()
                            .run(host, Script.of(proxy(host).replace()).saying("Replaced kamal-proxy"));
                })
                .thenApply(replaced -> null);
    }

    /**
     * Returns the message about a proxy whose version is too old; empty if it is not too old or if there is no proxy.
     */
    public static Optional<String> tooOld(Host host, String version) {
        return !version.isEmpty() && ProxyVersion.isOlder(version, ProxyRun.Image.MINIMUM_VERSION)
                ? Optional.of("kamal-proxy on " + host + " is " + version + ", but at least "
                        + ProxyRun.Image.MINIMUM_VERSION + " is needed; run `kamal proxy reboot`")
                : Optional.empty();
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }
}
