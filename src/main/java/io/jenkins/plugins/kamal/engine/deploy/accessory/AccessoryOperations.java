package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.function.Consumer;

/** The operations on one accessory or on all accessories ({@code lib/kamal/cli/accessory.rb}). */
public final class AccessoryOperations {

    private final Session session;
    private final String name;

    /** Selects the accessory with this name, or all accessories for {@code all}. */
    public AccessoryOperations(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /** Boots the accessory on the hosts that have no container of it. */
    public void boot() {
        requireSecretsAndFiles();
        each(accessory -> new BootAccessory(session, accessory).run());
    }

    /** Replaces the container with a new one of the image that is in the registry now; the data are kept. */
    public void reboot() {
        requireSecretsAndFiles();
        each(accessory -> {
            BootAccessory boot = new BootAccessory(session, accessory);
            boot.prepare();
            pullImage(accessory);
            stop(accessory);
            new RemoveAccessory(session, name).container(accessory);
            boot.bootWhereMissing();
        });
    }

    /** Starts the stopped container. */
    public void start() {
        each(this::start);
    }

    /** Stops the container. */
    public void stop() {
        each(this::stop);
    }

    /** Stops and starts the container. */
    public void restart() {
        each(accessory -> {
            stop(accessory);
            start(accessory);
        });
    }

    public void pullImage() {
        each(this::pullImage);
    }

    /** Prints a table of the containers. */
    public void details() {
        Accessories.named(session, name)
                .forEach(accessory -> report(accessory, commands(accessory).info()));
    }

    /** Prints the log. */
    public void logs(LogOptions wanted) {
        Accessories.named(session, name)
                .forEach(accessory -> report(accessory, commands(accessory).logs(wanted.withDefaultLines())));
    }

    private void report(Accessory accessory, Command question) {
        new HostReport(session, "Accessory " + accessory.name())
                .print(session.targets().hostsOf(accessory), host -> Script.of().attempt(question));
    }

    void stop(Accessory accessory) {
        run(
                accessory,
                Script.of(audit("Stopped " + accessory.name() + " accessory"))
                        .attempt(commands(accessory).stop())
                        .then(new ProxiedAccessory(session, accessory).leave())
                        .saying("Stopped " + accessory.name()));
    }

    private void start(Accessory accessory) {
        run(
                accessory,
                Script.of(
                                audit("Started " + accessory.name() + " accessory"),
                                commands(accessory).start())
                        .saying("Started " + accessory.name()));
        new ProxiedAccessory(session, accessory).serve(session.targets().hostsOf(accessory));
    }

    private void pullImage(Accessory accessory) {
        Script script = Script.of(
                        audit("Pull " + accessory.name() + " accessory image"),
                        commands(accessory).pullImage())
                .saying("Pulled the image of " + accessory.name());
        List<Host> hosts = session.targets().hostsOf(accessory);
        LocalRegistry.whilePulling(
                session, accessory, hosts, () -> session.servers().run(hosts, host -> script));
    }

    private void requireSecretsAndFiles() {
        List<Accessory> accessories = Accessories.named(session, name);
        RequiredSecrets.ofAccessories(session.configuration(), accessories)
                .check(session.project().secrets());
        AccessoryFiles.require(session, accessories);
    }

    private void each(Consumer<Accessory> work) {
        var accessories = Accessories.named(session, name);
        new DeployLock(session).hold(() -> accessories.forEach(work));
    }

    private void run(Accessory accessory, Script script) {
        session.servers().run(session.targets().hostsOf(accessory), host -> script);
    }

    private AccessoryCommands commands(Accessory accessory) {
        return new AccessoryCommands(session.configuration(), accessory);
    }

    private Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }
}
