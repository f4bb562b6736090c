package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.concurrent.CompletableFuture;

/**
 * Starts the containers that were stopped, and lets the proxy serve them again ({@code start} of
 * {@code lib/kamal/cli/app.rb}).
 */
public final class StartApp {

    private static final int START = 1;

    private final Session session;
    private final HostRoles roles;

    /** Prepares to start the version of the session. */
    public StartApp(Session session) {
        this.session = session;
        this.roles = new HostRoles(session);
    }

    public void run() {
        new DeployLock(session).hold(() -> roles.each(session.targets().appHosts(), this::start));
    }

    private CompletableFuture<Void> start(Host host, Role role) {
        AppCommands app = roles.app(host, role);
        Script script = Script.of(roles.audit("Started app version " + session.version()));
        for (ContainerName container : app.instances(session.version()).inOrderOfStart()) {
            script = script.attempt(app.start(container));
        }
        script = script.saying("Role " + role.name() + ": started version " + session.version())
                .run(app.runningVersions());
        return session.servers().run(host, script).thenCompose(result -> {
            Instances running = requireRunning(host, role, result);
            return role.behindProxy() ? serve(host, role, running) : CompletableFuture.completedFuture(null);
        });
    }

    private Instances requireRunning(Host host, Role role, ScriptResult result) {
        return Instances.serving(session.configuration(), role, result.last().stdout())
                .orElseThrow(() -> new DeployException(
                        Topic.CONTAINERS,
                        "Role " + role.name() + " does not run on " + host + ": "
                                + result.output(START).stderr().strip()
                                + "; `kamal app containers` shows which versions are there,"
                                + " and --version says which to start"));
    }

    private CompletableFuture<Void> serve(Host host, Role role, Instances running) {
        AppCommands app = roles.app(host, role);
        Script question = Script.of();
        for (ContainerName container : running.names()) {
            question = question.run(app.containerId(container));
        }
        return session.servers()
                .run(host, question)
                .thenCompose(found -> session.servers()
                        .run(
                                host,
                                Script.of(new AppProxyCommands(session.configuration(), role)
                                        .deploy(
                                                found.outputs().stream()
                                                        .map(id -> id.stdout().strip())
                                                        .toList(),
                                                session.version()))))
                .thenApply(served -> null);
    }
}
