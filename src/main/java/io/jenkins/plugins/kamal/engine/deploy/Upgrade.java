package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryOperations;
import io.jenkins.plugins.kamal.engine.deploy.boot.AppBootOperation;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.proxy.BootProxy;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.function.Consumer;

/**
 * Upgrades servers from Kamal 1 to Kamal 2: kamal-proxy replaces Traefik, and the app and the accessories get new
 * containers in the network {@code kamal} ({@code upgrade} of Kamal's main.rb, proxy.rb and accessory.rb).
 */
public final class Upgrade {

    private final Session session;
    private final boolean rolling;

    /**
     * Creates an upgrade.
     *
     * @param rolling whether hosts are upgraded one after the other, and not all at once
     */
    public Upgrade(Session session, boolean rolling) {
        this.session = session;
        this.rolling = rolling;
    }

    /** Upgrades the proxy, the app and the accessories while holding the deploy lock. */
    public void all() {
        RequiredSecrets required = RequiredSecrets.ofDeploy(session.configuration(), false);
        session.configuration().accessories().forEach(required::with);
        required.check(session.project().secrets());
        each(session.targets().hosts(), part -> {
            if (!part.targets().appHosts().isEmpty()) {
                upgradeProxy(part);
            }
            upgradeAccessories(part, Accessories.ALL);
        });
    }

    /** Upgrades the proxy and the app while holding the deploy lock. */
    public void proxy() {
        RequiredSecrets.ofDeploy(session.configuration(), false)
                .check(session.project().secrets());
        each(session.targets().hosts(), Upgrade::upgradeProxy);
    }

    /** Upgrades the accessory with this name, or all accessories for {@code all}, while holding the deploy lock. */
    public void accessories(String name) {
        RequiredSecrets.ofAccessories(session.configuration(), Accessories.named(session, name))
                .check(session.project().secrets());
        each(session.targets().accessoryHosts(), part -> upgradeAccessories(part, name));
    }

    private void each(List<Host> hosts, Consumer<Session> work) {
        List<List<Host>> groups = rolling ? hosts.stream().map(List::of).toList() : List.of(hosts);
        new DeployLock(session)
                .hold(() -> groups.stream().filter(group -> !group.isEmpty()).forEach(group -> {
                    String names = Host.listed(group);
                    session.stop().check("before " + names + " was upgraded");
                    session.log().phase("Upgrade " + names, () -> work.accept(session.at(group)));
                }));
    }

    private static void upgradeProxy(Session part) {
        List<Host> hosts = part.targets().hosts();
        Hooks hooks = new Hooks(part);
        hooks.runFor("pre-proxy-reboot", hosts);
        part.servers().run(hosts, host -> removeProxies(part, host));
        new BootProxy(part).run();
        new AppBootOperation(part).run();
        new Prune(part).all();
        hooks.runFor("post-proxy-reboot", hosts);
    }

    private static Script removeProxies(Session part, Host host) {
        ProxyCommands proxy = new ProxyCommands(part.configuration(), host);
        Script audited = Script.of(new AuditCommands(part.configuration()).record(part.tags(), "Rebooted proxy"));
        return RegistryLogin.of(part)
                .map(audited::run)
                .orElse(audited)
                .run(proxy.cleanUpTraefik())
                .attempt(proxy.stop())
                .run(proxy.removeContainer())
                .run(proxy.removeImage())
                .saying("Removed Traefik and the old kamal-proxy");
    }

    private static void upgradeAccessories(Session part, String name) {
        if (Accessories.named(part, Accessories.ALL).stream()
                .anyMatch(accessory ->
                        name.equals(Accessories.ALL) || accessory.name().equals(name))) {
            new AccessoryOperations(part, name).reboot();
        }
    }
}
