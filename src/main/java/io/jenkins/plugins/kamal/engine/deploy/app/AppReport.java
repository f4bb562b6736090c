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
 * Prints the state of the app on the servers ({@code details}, {@code containers}, {@code images}, {@code version} and
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

    /** Prints the running containers of each role. */
    public void details() {
        ofRoles((host, role) -> roles.app(host, role).info());
    }

    /** Prints all containers, including stopped ones. */
    public void containers() {
        ofHosts(new AppHostCommands(session.configuration()).listContainers());
    }

    /** Prints the app's images. */
    public void images() {
        ofHosts(new ImageCommands(session.configuration()).list());
    }

    /** Prints the running version of the first role on each host. */
    public void version() {
        report.print(session.targets().appHosts(), host -> Script.of()
                .attempt(roles.app(host, session.targets().rolesOn(host).get(0)).currentRunningVersion()));
    }

    /** Prints the log of the running containers, or of the container with this id if the id is not null. */
    public void logs(@CheckForNull String containerId, LogOptions wanted) {
        report.orElse("Nothing found");
        LogOptions options = wanted.withDefaultLines();
        ofRoles((host, role) -> containerId == null && session.configuration().instances(role) > 1
                ? roles.app(host, role).logsOfAll(options)
                : roles.app(host, role).logsById(containerId, options));
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
