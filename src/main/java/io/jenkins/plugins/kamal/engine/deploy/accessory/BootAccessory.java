package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.EnvFile;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.proxy.Network;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Boots an accessory on those of its hosts that have no container of it yet ({@code boot} of
 * {@code lib/kamal/cli/accessory.rb}).
 */
public final class BootAccessory {

    private final Session session;
    private final Accessory accessory;
    private final AccessoryCommands commands;
    private final List<Host> hosts;

    public BootAccessory(Session session, Accessory accessory) {
        this.session = session;
        this.accessory = accessory;
        this.commands = new AccessoryCommands(session.configuration(), accessory);
        this.hosts = session.targets().hostsOf(accessory);
    }

    public void run() {
        prepare();
        bootWhereMissing();
    }

    /** Logs in to the accessory's registry, and creates the network if it is missing. */
    void prepare() {
        Script script = RegistryLogin.of(session, accessory)
                .map(Script::of)
                .orElseGet(Script::of)
                .saying(DockerLogin.LOGGED_IN)
                .then(Network.ensure());
        session.servers()
                .run(hosts, host -> script)
                .forEach((host, result) -> Network.requireThere(host, result.last()));
    }

    void bootWhereMissing() {
        List<Host> booted = bootedHosts();
        if (!booted.isEmpty()) {
            session.log()
                    .info("    " + accessory.name() + " is not booted on " + Host.listed(booted)
                            + ", because a container of it is there already");
        }
        AccessoryFiles files = new AccessoryFiles(session, accessory);
        Script prepared = files.directories().then(files.uploads());
        List<Host> missing =
                hosts.stream().filter(host -> !booted.contains(host)).toList();
        LocalRegistry.whilePulling(session, accessory, missing, () -> session.servers()
                .run(hosts, host -> booted.contains(host) ? prepared : prepared.then(boot(host))));
        new ProxiedAccessory(session, accessory).serve(missing);
    }

    /**
     * Returns the hosts that have a container of the accessory. A container that was created but never started does not
     * count and is removed.
     */
    private List<Host> bootedHosts() {
        List<Host> booted = new ArrayList<>();
        Map<Host, String> neverStarted = new LinkedHashMap<>();
        session.servers()
                .run(hosts, host -> Script.of(commands.existing(), commands.neverStarted()))
                .forEach((host, found) -> {
                    String created = found.output(1).stdout().strip();
                    if (!created.isEmpty()) {
                        neverStarted.put(host, created);
                    } else if (!found.output(0).stdout().isBlank()) {
                        booted.add(host);
                    }
                });
        neverStarted.keySet().forEach(host -> session.log()
                .info(host, "The container of " + accessory.name() + " never started, so it is replaced"));
        session.servers()
                .run(neverStarted.keySet(), host -> Script.of(commands.removeContainer(neverStarted.get(host))));
        return booted;
    }

    private Script boot(Host host) {
        String envFile = new ServerPaths(session.configuration()).envFile(accessory);
        return Script.of(
                        new AuditCommands(session.configuration())
                                .record(session.tags(), "Booted " + accessory.name() + " accessory"),
                        commands.ensureEnvDirectory(),
                        EnvFile.write(
                                envFile,
                                accessory.container().env(),
                                session.project().secrets()::require),
                        commands.run(host))
                .saying("Booted " + accessory.name());
    }
}
