package io.jenkins.plugins.kamal.engine.deploy.proxy;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.Map;

/**
 * Removes kamal-proxy from the servers, unless other apps are behind it ({@code remove…} of
 * {@code lib/kamal/cli/proxy.rb}).
 */
public final class RemoveProxy {

    private final Session session;

    public RemoveProxy(Session session) {
        this.session = session;
    }

    /**
     * Removes container, image and files.
     *
     * @param force whether to remove the proxy even if apps are still installed
     */
    public void all(boolean force) {
        new DeployLock(session).hold(() -> {
            List<Host> shared = hostsWithApps();
            if (!shared.isEmpty() && !force) {
                session.log()
                        .important("Not removing kamal-proxy, because apps are still installed on "
                                + Host.listed(shared) + "; `kamal proxy remove --force` removes it all the same");
                return;
            }
            new ProxyOperations(session).stop();
            container();
            image();
            directory();
        });
    }

    /** Removes the stopped container. */
    public void container() {
        new DeployLock(session).hold(() -> session.servers().run(hosts(), host -> Script.of(
                        audit("Removed proxy container"), proxy(host).removeContainer())
                .saying("Removed the container of kamal-proxy")));
    }

    /** Removes the proxy's directory, including the files of {@code proxy boot_config} and of all services. */
    public void directory() {
        new DeployLock(session).hold(() -> session.servers().run(hosts(), host -> Script.of()
                .attempt(proxy(host).removeDirectory())
                .saying("Removed the files of kamal-proxy")));
    }

    /** Removes the image. */
    public void image() {
        new DeployLock(session).hold(() -> session.servers().run(hosts(), host -> Script.of(
                        audit("Removed proxy image"), proxy(host).removeImage())
                .saying("Removed the image of kamal-proxy")));
    }

    private List<Host> hostsWithApps() {
        Map<Host, ScriptResult> counts = session.servers()
                .run(hosts(), host -> Script.of(new ServerCommands(session.configuration()).appDirectoryCount()));
        return counts.keySet().stream()
                .filter(host -> !counts.get(host).output(0).stdout().strip().equals("0"))
                .toList();
    }

    private List<Host> hosts() {
        return session.targets().proxyHosts();
    }

    private ProxyCommands proxy(Host host) {
        return new ProxyCommands(session.configuration(), host);
    }

    private Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }
}
