package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.canary.VisitorCanary;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Removes the app from the proxy and stops its containers ({@code stop} of {@code lib/kamal/cli/app.rb}). */
public final class StopApp {

    private static final int RUNNING = 1;

    private final Session session;
    private final HostRoles roles;

    public StopApp(Session session) {
        this.session = session;
        this.roles = new HostRoles(session);
    }

    public void run() {
        new DeployLock(session).hold(() -> {
            new VisitorCanary(session).endAll();
            roles.each(session.targets().appHosts(), this::stop);
        });
    }

    private CompletableFuture<Void> stop(Host host, Role role) {
        AppCommands app = roles.app(host, role);
        Script question = Script.of(roles.audit(role, "Stopped app")).run(app.runningVersions());
        return session.servers()
                .run(host, question)
                .thenCompose(answer -> {
                    Optional<Instances> running = Instances.serving(
                            session.configuration(),
                            role,
                            answer.output(RUNNING).stdout());
                    if (running.isEmpty()) {
                        return session.servers()
                                .run(
                                        host,
                                        Script.of()
                                                .attempt(app.stopRunning())
                                                .saying("Role " + role.name() + " was not running"));
                    }
                    Script script = role.behindProxy()
                            ? Script.of().attempt(new AppProxyCommands(session.configuration(), role).remove())
                            : Script.of();
                    return session.servers()
                            .run(
                                    host,
                                    script.then(stops(app, running.get()))
                                            .saying("Role " + role.name() + ": stopped the app"));
                })
                .thenApply(stopped -> null);
    }

    /** Kamal stops the youngest container; here all containers of its version are stopped. */
    private static Script stops(AppCommands app, Instances running) {
        if (running.names().size() == 1) {
            return Script.of(app.stopRunning());
        }
        Script script = Script.of();
        for (ContainerName container : running.names()) {
            script = script.run(app.stop(container));
        }
        return script;
    }
}
