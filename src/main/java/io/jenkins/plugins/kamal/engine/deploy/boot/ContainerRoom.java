package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes room for a new container: renames an existing container with the same name, if there is one. */
final class ContainerRoom {

    private final Session session;
    private final Host host;
    private final Role role;
    private final BootReport report;
    private final AppCommands app;
    private final ContainerName container;

    ContainerRoom(Session session, Host host, Role role, BootReport report) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.report = report;
        this.app = new AppCommands(session.configuration(), role, host);
        this.container = app.container(session.version());
    }

    /**
     * Renames an existing container with the name of the new one. Returns the container that has served until now, if
     * there is one.
     */
    CompletableFuture<Optional<ContainerName>> make() {
        Script question = Script.of(app.containerId(container), app.currentRunningVersion());
        return session.servers().run(host, question).thenCompose(answer -> {
            String version = answer.output(1).stdout().strip();
            return make(!answer.output(0).stdout().isBlank(), version.isEmpty() ? null : version);
        });
    }

    /**
     * Does the same with a list of the host's containers, and asks the host only if the list does not show which
     * container serves.
     */
    CompletableFuture<Optional<ContainerName>> make(ContainerList list) {
        List<String> serving = list.servingVersions(session.configuration(), role);
        return serving.size() > 1 ? make() : make(list.has(container), serving.isEmpty() ? null : serving.get(0));
    }

    private CompletableFuture<Optional<ContainerName>> make(boolean clashes, @CheckForNull String version) {
        report.before(version);
        Optional<ContainerName> running = Optional.ofNullable(version).map(app::container);
        return clashes ? rename(running.orElse(null)) : CompletableFuture.completedFuture(running);
    }

    private CompletableFuture<Optional<ContainerName>> rename(@CheckForNull ContainerName running) {
        ContainerName replaced = container.replaced(Session.randomHex(8));
        String line = "Renaming container " + session.version() + " to " + replaced.version();
        session.log().info(host, line + ", because it is deployed there already");
        return session.servers()
                .run(
                        host,
                        Script.of(
                                new AuditCommands(session.configuration()).record(session.tags(), role.name(), line),
                                app.rename(container, replaced)))
                .thenApply(renamed -> Optional.ofNullable(container.equals(running) ? replaced : running));
    }
}
