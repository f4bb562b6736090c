package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
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
    private static final int RUNNING = 2;

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
        Script script = Script.of(roles.audit("Started app version " + session.version()))
                .attempt(app.start(app.container(session.version())))
                .saying("Role " + role.name() + ": started version " + session.version())
                .run(app.currentRunningVersion());
        return session.servers().run(host, script).thenCompose(result -> {
            String running = requireRunning(host, role, result);
            return role.behindProxy() ? serve(host, role, running) : CompletableFuture.completedFuture(null);
        });
    }

    private String requireRunning(Host host, Role role, ScriptResult result) {
        String running = result.output(RUNNING).stdout().strip();
        if (running.isEmpty()) {
            throw new DeployException(
                    Topic.CONTAINERS,
                    "Role " + role.name() + " does not run on " + host + ": "
                            + result.output(START).stderr().strip()
                            + "; `kamal app containers` shows which versions are there,"
                            + " and --version says which to start");
        }
        return running;
    }

    private CompletableFuture<Void> serve(Host host, Role role, String running) {
        AppCommands app = roles.app(host, role);
        return session.servers()
                .run(host, Script.of(app.containerId(app.container(running))))
                .thenCompose(found -> session.servers()
                        .run(
                                host,
                                Script.of(new AppProxyCommands(session.configuration(), role)
                                        .deploy(found.output(0).stdout().strip(), session.version()))))
                .thenApply(served -> null);
    }
}
