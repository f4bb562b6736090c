package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.app.AppExecCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.TerminalSession;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;

/** Runs a command in the app's containers ({@code exec} of {@code lib/kamal/cli/app.rb}). */
public final class AppExec {

    private static final int NAME_SUFFIX_BYTES = 3;

    private final Session session;
    private final HostRoles roles;
    private final String command;
    private final ExecOptions options;

    /** Prepares to run a command, given as shell text. */
    public AppExec(Session session, String command, ExecOptions options) {
        this.session = session;
        this.roles = new HostRoles(session);
        this.command = command;
        this.options = options;
    }

    public void run() {
        options.requireSense(command);
        if (options.interactive()) {
            interact();
        } else if (options.reuse()) {
            inExisting(runningVersion());
        } else {
            inNew(latestVersion());
        }
    }

    private void interact() {
        TerminalSession terminal = new TerminalSession(session);
        terminal.require("leave the option out, and the command runs without one");
        Host host = session.targets().primaryHost();
        Role role = primaryRole();
        if (options.reuse()) {
            terminal.interact(host, existing(host, role, runningVersion(), Interaction.TERMINAL));
        } else {
            Version version = latestVersion();
            whileImageIsThere(
                    version,
                    List.of(host),
                    () -> terminal.interact(host, fresh(host, role, version, Interaction.TERMINAL)));
        }
    }

    private void inExisting(Version version) {
        session.log().info("Launching command with version " + version + " from existing container...");
        report((host, role) ->
                Script.of(roles.audit(role, done(version))).attempt(existing(host, role, version, Interaction.NONE)));
    }

    private void inNew(Version version) {
        session.log().info("Launching command with version " + version + " from new container...");
        whileImageIsThere(
                version,
                session.targets().appHosts(),
                () -> report((host, role) ->
                        Script.of(roles.audit(done(version))).attempt(fresh(host, role, version, Interaction.NONE))));
    }

    private void report(java.util.function.BiFunction<Host, Role, Script> scripts) {
        new HostReport(session, "App")
                .raw(options.raw())
                .print(session.targets().appHosts(), host -> roles.script(host, scripts));
    }

    /**
     * Docker pulls a missing image by itself, so the port of a local registry is forwarded to the hosts that lack the
     * image.
     */
    private void whileImageIsThere(Version version, List<Host> hosts, Runnable work) {
        DockerLogin login = new DockerLogin(session);
        session.servers().run(hosts, login::on);
        hosts.forEach(login::ranOn);
        List<Host> lacking = session.configuration().registry().isLocal() ? lacking(version, hosts) : List.of();
        new LocalRegistry(session).reachableFrom(lacking, () -> {
            work.run();
            return hosts;
        });
    }

    private List<Host> lacking(Version version, List<Host> hosts) {
        Script question = Script.of().attempt(new ImageCommands(session.configuration()).id(version));
        return session.servers().run(hosts, host -> question).entrySet().stream()
                .filter(answer -> !answer.getValue().output(0).succeeded())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Command existing(Host host, Role role, Version version, Interaction interaction) {
        return new AppExecCommands(session.configuration(), role, host)
                .inExisting(roles.app(host, role).container(version), command, options.env(), interaction);
    }

    private Command fresh(Host host, Role role, Version version, Interaction interaction) {
        return new AppExecCommands(session.configuration(), role, host)
                .inNew(
                        version,
                        command,
                        options.env(),
                        interaction,
                        options.detach(),
                        Session.randomHex(NAME_SUFFIX_BYTES));
    }

    private String done(Version version) {
        return "Executed cmd '" + session.log().redactor().redact(command) + "' on app version " + version;
    }

    private Version runningVersion() {
        return session.request().wanted().named().orElseGet(() -> {
            session.log().info("Get current version of running container...");
            Host host = session.targets().primaryHost();
            String version = session.servers()
                    .runAndWait(host, Script.of(roles.app(host, primaryRole()).currentRunningVersion()))
                    .output(0)
                    .stdout()
                    .strip();
            if (version.isEmpty()) {
                throw new DeployException(
                        Topic.CONTAINERS,
                        "No container of role " + primaryRole().name() + " runs on " + host
                                + ", so there is none to reuse; leave out --reuse, or deploy first");
            }
            return new Version(version);
        });
    }

    private Version latestVersion() {
        return session.request()
                .wanted()
                .named()
                .orElseGet(() -> new Version(
                        ImageReference.latest(session.configuration()).tag()));
    }

    private Role primaryRole() {
        return session.targets()
                .primaryRole()
                .orElseThrow(() ->
                        new DeployException(Topic.CONTAINERS, "The configuration has no role to run a command in"));
    }
}
