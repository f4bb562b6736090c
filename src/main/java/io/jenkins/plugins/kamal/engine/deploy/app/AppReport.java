package io.jenkins.plugins.kamal.engine.deploy.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.app.AppHostCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.function.BiFunction;

/**
 * Prints what the servers know about the app ({@code details}, {@code containers}, {@code images}, {@code version} and
 * {@code logs} of {@code lib/kamal/cli/app.rb}).
 */
public final class AppReport {

    private final Session session;
    private final HostRoles roles;
    private final HostReport report;

    public AppReport(Session session) {
        this.session = session;
        this.roles = new HostRoles(session);
        this.report = new HostReport(session, "App");
    }

    /** The running containers of each role. */
    public void details() {
        ofRoles((host, role) -> roles.app(host, role).info());
    }

    /** All containers, the stopped ones too. */
    public void containers() {
        ofHosts(new AppHostCommands(session.configuration()).listContainers());
    }

    /** The images. */
    public void images() {
        ofHosts(new ImageCommands(session.configuration()).list());
    }

    /** The version that runs, by the first role of each host. */
    public void version() {
        report.print(session.targets().appHosts(), host -> Script.of()
                .attempt(roles.app(host, session.targets().rolesOn(host).get(0)).currentRunningVersion()));
    }

    /** The log of the running containers, or of one container. */
    public void logs(@CheckForNull String containerId, LogOptions wanted) {
        report.orElse("Nothing found");
        ofRoles((host, role) -> roles.app(host, role).logsById(containerId, wanted.withDefaultLines()));
    }

    private void ofHosts(Command question) {
        report.print(session.targets().appHosts(), host -> Script.of().attempt(question));
    }

    private void ofRoles(BiFunction<Host, Role, Command> questions) {
        report.print(
                session.targets().appHosts(),
                host -> roles.script(host, (name, role) -> Script.of().attempt(questions.apply(name, role))));
    }
}
