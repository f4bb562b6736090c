package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Makes room for the new containers of a version. The existing containers of the version, if there are any, are renamed by
 * the script that starts the new ones.
 */
final class ContainerRoom {

    private final Session session;
    private final Host host;
    private final Role role;
    private final BootReport report;
    private final AppCommands app;
    private final ContainerName first;

    ContainerRoom(Session session, Host host, Role role, BootReport report) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.report = report;
        this.app = new AppCommands(session.configuration(), role, host);
        this.first = app.container(session.version());
    }

    /** Asks the host for the existing containers of the version, and for those that serve. */
    CompletableFuture<Room> make() {
        Script question = Script.of(app.containers(session.version()), app.runningVersions());
        return session.servers().run(host, question).thenApply(answer -> {
            Map<ContainerName, String> existing =
                    AppCommands.idsByName(first, answer.output(0).stdout());
            return room(existing, answer.output(1).stdout());
        });
    }

    /** Does the same with a list of the host's containers. Asks the host only if the list does not show what serves. */
    CompletableFuture<Room> make(ContainerList list) {
        List<String> serving = list.servingVersions(session.configuration(), role);
        return serving.stream().map(ContainerName::versionOf).distinct().count() > 1
                ? make()
                : CompletableFuture.completedFuture(room(list.ofVersion(first), String.join("\n", serving)));
    }

    private Room room(Map<ContainerName, String> existing, String serving) {
        Instances running =
                Instances.serving(session.configuration(), role, serving).orElse(null);
        report.before(running == null ? null : running.version());
        if (existing.isEmpty()) {
            return Room.free(running);
        }
        String suffix = Session.randomHex(8);
        String line = "Renaming container " + session.version() + " to "
                + first.replaced(suffix).version();
        Script renaming =
                Script.of(new AuditCommands(session.configuration()).record(session.tags(), role.name(), line));
        for (ContainerName name : new Instances(List.copyOf(existing.keySet())).names()) {
            renaming = renaming.run(app.rename(name, name.replaced(suffix)));
        }
        boolean serves = running != null && running.first().equals(first);
        return new Room(
                serves ? running.replaced(suffix) : running,
                renaming,
                line + ", because it is deployed there already",
                List.copyOf(existing.values()));
    }
}
