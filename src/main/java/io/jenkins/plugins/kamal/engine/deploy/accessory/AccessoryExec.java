package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.TerminalSession;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Map;

/** Runs a command in an accessory's containers ({@code exec} of {@code lib/kamal/cli/accessory.rb}). */
public final class AccessoryExec {

    private final Session session;
    private final Accessory accessory;
    private final AccessoryCommands commands;
    private final String command;
    private final ExecOptions options;

    /** Prepares to run a command, given as shell text, in the accessory with this name. */
    public AccessoryExec(Session session, String name, String command, ExecOptions options) {
        this.session = session;
        this.accessory = only(Accessories.named(session, name), name);
        this.commands = new AccessoryCommands(session.configuration(), accessory);
        this.command = command;
        this.options = options;
    }

    /** Runs the command and prints its output. */
    public void run() {
        options.requireSense(command);
        List<Host> hosts = session.targets().hostsOf(accessory);
        if (options.interactive()) {
            interact(hosts.get(0));
            return;
        }
        whileImageIsThere(hosts, () -> new HostReport(session, "Accessory " + accessory.name())
                .raw(options.raw())
                .print(hosts, host -> login().then(Script.of(audit())).attempt(exec(Interaction.NONE))));
    }

    /**
     * Docker pulls a missing image by itself, so the port of a local registry is forwarded to the hosts that lack the
     * image.
     */
    private void whileImageIsThere(List<Host> hosts, Runnable work) {
        boolean asks = !options.reuse() && LocalRegistry.holdsImage(session, accessory);
        LocalRegistry.whilePulling(session, accessory, asks ? lacking(hosts) : List.of(), () -> {
            work.run();
            return hosts;
        });
    }

    private List<Host> lacking(List<Host> hosts) {
        Script question = Script.of().attempt(commands.imageId());
        return session.servers().run(hosts, host -> question).entrySet().stream()
                .filter(answer -> !answer.getValue().output(0).succeeded())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void interact(Host host) {
        TerminalSession terminal = new TerminalSession(session);
        terminal.require("leave the option out, and the command runs without one");
        session.servers().runAndWait(host, login());
        whileImageIsThere(List.of(host), () -> terminal.interact(host, exec(Interaction.TERMINAL)));
    }

    private Command exec(Interaction interaction) {
        return options.reuse()
                ? commands.execInExisting(command, interaction)
                : commands.execInNew(command, interaction);
    }

    private Script login() {
        return options.reuse()
                ? Script.of()
                : RegistryLogin.of(session, accessory).map(Script::of).orElseGet(Script::of);
    }

    private Command audit() {
        return new AuditCommands(session.configuration())
                .record(
                        session.tags(),
                        "Executed cmd '" + session.log().redactor().redact(command) + "' on " + accessory.name()
                                + " accessory");
    }

    private static Accessory only(List<Accessory> accessories, String name) {
        if (accessories.size() != 1) {
            throw new DeployException(
                    Topic.ACCESSORIES,
                    "A command runs in one accessory, but '" + name + "' names " + accessories.size());
        }
        return accessories.get(0);
    }
}
