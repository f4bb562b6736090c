package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.plan.CurrentVersions;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds and stops containers that still run beside the current one because a deploy was interrupted
 * ({@code stale_containers} of {@code lib/kamal/cli/app.rb}).
 */
public final class StaleContainers {

    private final Session session;

    public StaleContainers(Session session) {
        this.session = session;
    }

    /** Prints the stale containers. */
    public void tell() {
        HostReport report = new HostReport(session, "App");
        find(Map.of())
                .forEach((host, stale) -> stale.forEach(container -> report.print(
                        host,
                        "Detected stale container for role " + container.role().name() + " with version "
                                + container.version() + " (use `kamal app stale_containers --stop` to stop)")));
    }

    /** Stops the stale containers while holding the deploy lock. */
    public void stop() {
        stop(Map.of());
    }

    /**
     * Stops the stale containers while holding the deploy lock. Uses the container lists that this run already has, and
     * asks the hosts without a list.
     *
     * @return the lists of the hosts on which nothing had to be stopped
     */
    public Map<Host, ContainerList> stop(Map<Host, ContainerList> lists) {
        Map<Host, ContainerList> unchanged = new LinkedHashMap<>(lists);
        new DeployLock(session).hold(() -> {
            Map<Host, List<Stale>> found = find(lists);
            session.servers().run(found.keySet(), host -> stops(host, found.get(host)));
            unchanged.keySet().removeAll(found.keySet());
        });
        return unchanged;
    }

    private Map<Host, List<Stale>> find(Map<Host, ContainerList> lists) {
        Map<Host, Map<Role, List<String>>> doubtful = new LinkedHashMap<>();
        List<Host> hosts = session.targets().appHosts();
        hosts.stream().filter(lists::containsKey).forEach(host -> doubtful.put(host, doubtful(host, lists.get(host))));
        session.servers()
                .run(hosts.stream().filter(host -> !lists.containsKey(host)).toList(), this::running)
                .forEach((host, answer) -> doubtful.put(host, doubtful(host, answer)));
        doubtful.values().removeIf(Map::isEmpty);
        Map<Host, List<Stale>> found = new LinkedHashMap<>();
        CurrentVersions current = new CurrentVersions(session.configuration());
        session.servers()
                .run(
                        doubtful.keySet(),
                        host -> current.questions(host, doubtful.get(host).keySet()))
                .forEach((host, answer) -> found.put(
                        host,
                        stale(
                                doubtful.get(host),
                                current.read(doubtful.get(host).keySet(), answer))));
        return found;
    }

    private Script running(Host host) {
        Script script = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            script = script.run(app(role, host).listVersions());
        }
        return script;
    }

    /**
     * Returns the roles with more than one running version. The host is asked for the current version of these roles
     * only.
     */
    private Map<Role, List<String>> doubtful(Host host, ScriptResult answer) {
        Map<Role, List<String>> running = new LinkedHashMap<>();
        int step = 0;
        for (Role role : session.targets().rolesOn(host)) {
            running.put(
                    role,
                    answer.output(step++)
                            .stdout()
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList());
        }
        return severalOf(running);
    }

    private Map<Role, List<String>> doubtful(Host host, ContainerList list) {
        Map<Role, List<String>> running = new LinkedHashMap<>();
        session.targets()
                .rolesOn(host)
                .forEach(role -> running.put(role, list.runningVersions(session.configuration(), role)));
        return severalOf(running);
    }

    private static Map<Role, List<String>> severalOf(Map<Role, List<String>> running) {
        running.values()
                .removeIf(versions -> versions.stream()
                                .map(ContainerName::versionOf)
                                .distinct()
                                .count()
                        < 2);
        return running;
    }

    private static List<Stale> stale(Map<Role, List<String>> doubtful, Map<Role, String> current) {
        List<Stale> stale = new ArrayList<>();
        doubtful.forEach((role, versions) -> versions.stream()
                .filter(version -> !ContainerName.versionOf(version).equals(current.get(role)))
                .forEach(version -> stale.add(new Stale(role, version))));
        return stale;
    }

    private Script stops(Host host, List<Stale> stale) {
        Script script = Script.of();
        for (Stale container : stale) {
            AppCommands app = app(container.role(), host);
            session.log()
                    .info(
                            host,
                            "Stopping the stale container of role "
                                    + container.role().name() + " with version " + container.version());
            script = script.attempt(app.stop(app.container(container.version())));
        }
        return script;
    }

    private AppCommands app(Role role, Host host) {
        return new AppCommands(session.configuration(), role, host);
    }

    private record Stale(Role role, String version) {}
}
