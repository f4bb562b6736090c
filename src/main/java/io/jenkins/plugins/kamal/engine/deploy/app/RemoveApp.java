package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.app.AppHostCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.version.Version;

/** Removes the app from the servers ({@code remove…} of {@code lib/kamal/cli/app.rb}). */
public final class RemoveApp {

    private final Session session;
    private final HostRoles roles;

    public RemoveApp(Session session) {
        this.session = session;
        this.roles = new HostRoles(session);
    }

    /** Stops the app, and removes its containers, images and files. */
    public void all() {
        new DeployLock(session).hold(() -> {
            session.log().phase("Stop the app", () -> new StopApp(session).run());
            session.log().phase("Remove the app", () -> {
                containers();
                images();
                directories();
            });
        });
    }

    /** Removes the stopped containers of a version. */
    public void container(Version version) {
        new DeployLock(session).hold(() -> session.servers()
                .run(
                        session.targets().appHosts(),
                        host -> roles.script(host, (name, role) -> {
                            var app = roles.app(name, role);
                            return Script.of(
                                            roles.audit(role, "Removed app container with version " + version),
                                            app.remove(version))
                                    .saying("Role " + role.name() + ": removed the container of version " + version);
                        })));
    }

    /** Removes all stopped containers. */
    public void containers() {
        new DeployLock(session).hold(() -> session.servers()
                .run(
                        session.targets().appHosts(),
                        host -> roles.script(host, (name, role) -> Script.of(
                                        roles.audit(role, "Removed all app containers"),
                                        roles.app(name, role).removeStopped())
                                .saying("Role " + role.name() + ": removed the stopped containers"))));
    }

    /** Removes the images that no container uses, on hosts where the filters exclude no role. */
    public void images() {
        new DeployLock(session).hold(() -> session.servers().run(roles.hostsWithAllRoles(), host -> Script.of(
                        roles.audit("Removed all app images"), new ImageCommands(session.configuration()).removeAll())
                .saying("Removed the images")));
    }

    /** Removes the app's files, on hosts where the filters exclude no role. */
    public void directories() {
        String directory = new ServerPaths(session.configuration()).appDirectory();
        new DeployLock(session).hold(() -> session.servers().run(roles.hostsWithAllRoles(), host -> Script.of()
                .attempt(new ServerCommands(session.configuration()).removeAppDirectory())
                .run(roles.audit("Removed " + directory))
                .attempt(new AppHostCommands(session.configuration()).removeProxyAppDirectory())
                .saying("Removed " + directory)));
    }
}
