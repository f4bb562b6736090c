package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** The operations on kamal-proxy ({@code lib/kamal/cli/proxy.rb}). */
public final class ProxyOperations {

    private final Session session;

    public ProxyOperations(Session session) {
        this.session = session;
    }

    /** Boots the proxy on hosts where it does not run. Refuses missing secrets before it touches a server. */
    public void boot() {
        RegistryLogin.requireSecrets(session);
        new DeployLock(session)
                .hold(() -> session.log().phase("Ensure kamal-proxy is running", () -> new BootProxy(session).run()));
    }

    /** Starts the stopped proxy. */
    public void start() {
        onHosts(this::starting);
    }

    /** Stops the proxy; all apps behind it are down until it starts again. */
    public void stop() {
        onHosts(this::stopping);
    }

    /** Stops and starts the proxy. */
    public void restart() {
        onHosts(host -> stopping(host).then(starting(host)));
    }

    /** Prints a table with the container. */
    public void details() {
        new HostReport(session, "Proxy").print(session.targets().proxyHosts(), host -> Script.of()
                .attempt(proxy(host).info()));
    }

    /** Prints the log. */
    public void logs(LogOptions wanted) {
        new HostReport(session, "Proxy").print(session.targets().proxyHosts(), host -> Script.of()
                .attempt(proxy(host).logs(wanted.withDefaultLines())));
    }

    private Script starting(Host host) {
        return Script.of(audit("Started proxy"), proxy(host).start()).saying("Started kamal-proxy");
    }

    private Script stopping(Host host) {
        return Script.of(audit("Stopped proxy")).attempt(proxy(host).stop()).saying("Stopped kamal-proxy");
    }

    private void onHosts(java.util.function.Function<Host, Script> scripts) {
        new DeployLock(session)
                .hold(() -> session.servers().run(session.targets().proxyHosts(), scripts));
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }

    private Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }
}
