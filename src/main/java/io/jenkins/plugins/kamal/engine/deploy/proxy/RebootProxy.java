package io.jenkins.plugins.kamal.engine.deploy.proxy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/**
 * Replaces kamal-proxy with a new container, which applies a newer version or changed settings ({@code reboot} of
 * {@code lib/kamal/cli/proxy.rb}).
 */
public final class RebootProxy {

    private final Session session;
    private final boolean rolling;

    @CheckForNull
    private final Command login;

    /**
     * Creates a reboot.
     *
     * @param rolling whether hosts are rebooted one after the other, and not all at once
     */
    public RebootProxy(Session session, boolean rolling) {
        this.session = session;
        this.rolling = rolling;
        this.login = RegistryLogin.of(session).orElse(null);
    }

    /** Replaces the proxies while holding the deploy lock. */
    public void run() {
        new DeployLock(session).hold(() -> groups().forEach(this::reboot));
    }

    private List<List<Host>> groups() {
        List<Host> hosts = session.targets().proxyHosts();
        return rolling ? hosts.stream().map(List::of).toList() : List.of(hosts);
    }

    private void reboot(List<Host> hosts) {
        session.stop().check("before kamal-proxy was replaced on " + Host.listed(hosts));
        Hooks hooks = new Hooks(session);
        hooks.runFor("pre-proxy-reboot", hosts);
        session.log().phase("Reboot kamal-proxy on " + Host.listed(hosts), () -> session.servers()
                .run(hosts, this::replace));
        hooks.runFor("post-proxy-reboot", hosts);
    }

    private Script replace(Host host) {
        ProxyCommands proxy = new ProxyCommands(session.configuration(), host);
        Script audited = Script.of(new AuditCommands(session.configuration()).record(session.tags(), "Rebooted proxy"));
        return (login == null ? audited : audited.run(login))
                .attempt(proxy.stop())
                .run(proxy.removeContainer())
                .run(proxy.ensureAppsDirectory())
                .run(proxy.run())
                .saying("Rebooted kamal-proxy");
    }
}
