package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Makes room for the new containers of a version: renames the existing containers of the version, if there are any. */
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

    /** Renames the existing containers of the version. Returns the containers that have served until now, if there are any. */
    CompletableFuture<Optional<Instances>> make() {
        Script question = Script.of(app.names(session.version()), app.runningVersions());
        return session.servers().run(host, question).thenCompose(answer -> {
            Set<String> printed =
                    answer.output(0).stdout().lines().map(String::strip).collect(Collectors.toSet());
            List<ContainerName> existing = printed.stream()
                    .filter(name -> name.startsWith(first.prefix() + "-"))
                    .map(name -> new ContainerName(
                            first.prefix(), name.substring(first.prefix().length() + 1)))
                    .filter(name -> name.first().equals(first))
                    .toList();
            return make(
                    existing,
                    Instances.serving(
                                    session.configuration(),
                                    role,
                                    answer.output(1).stdout())
                            .orElse(null));
        });
    }

    /**
     * Does the same with a list of the host's containers, and asks the host only if the list does not show which
     * container serves.
     */
    CompletableFuture<Optional<Instances>> make(ContainerList list) {
        List<String> serving = list.servingVersions(session.configuration(), role);
        return serving.stream().map(ContainerName::versionOf).distinct().count() > 1
                ? make()
                : make(
                        list.ofVersion(first),
                        Instances.serving(session.configuration(), role, String.join("\n", serving))
                                .orElse(null));
    }

    private CompletableFuture<Optional<Instances>> make(List<ContainerName> existing, @CheckForNull Instances running) {
        report.before(running == null ? null : running.version());
        return existing.isEmpty()
                ? CompletableFuture.completedFuture(Optional.ofNullable(running))
                : rename(new Instances(existing), running);
    }

    private CompletableFuture<Optional<Instances>> rename(Instances existing, @CheckForNull Instances running) {
        String suffix = Session.randomHex(8);
        String line = "Renaming container " + session.version() + " to "
                + first.replaced(suffix).version();
        session.log().info(host, line + ", because it is deployed there already");
        Script script = Script.of(new AuditCommands(session.configuration()).record(session.tags(), role.name(), line));
        for (ContainerName name : existing.names()) {
            script = script.run(app.rename(name, name.replaced(suffix)));
        }
        return session.servers()
                .run(host, script)
                .thenApply(renamed -> Optional.ofNullable(
                        running != null && running.first().equals(first) ? running.replaced(suffix) : running));
    }
}
