package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostReport;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Containers that run beside the current one because a deploy was interrupted ({@code stale_containers} of
 * {@code lib/kamal/cli/app.rb}).
 */
public final class StaleContainers {

    private final Session session;

    public StaleContainers(Session session) {
        this.session = session;
    }

    /** Prints the stale containers. */
    public void tell() {
        HostReport report = new HostReport(session, "App");
        find().forEach((host, stale) -> stale.forEach(container -> report.print(
                host,
                "Detected stale container for role " + container.role().name() + " with version " + container.version()
                        + " (use `kamal app stale_containers --stop` to stop)")));
    }

    /** Stops the stale containers, under the lock. */
    public void stop() {
        new DeployLock(session).hold(() -> {
            Map<Host, List<Stale>> found = find();
            session.servers().run(found.keySet(), host -> stops(host, found.get(host)));
        });
    }

    private Map<Host, List<Stale>> find() {
        Map<Host, Map<Role, List<String>>> doubtful = new LinkedHashMap<>();
        session.servers()
                .run(session.targets().appHosts(), this::running)
                .forEach((host, answer) -> doubtful.put(host, doubtful(host, answer)));
        doubtful.values().removeIf(Map::isEmpty);
        Map<Host, List<Stale>> found = new LinkedHashMap<>();
        session.servers()
                .run(doubtful.keySet(), host -> current(host, doubtful.get(host).keySet()))
                .forEach((host, answer) -> found.put(host, stale(doubtful.get(host), answer)));
        return found;
    }

    private Script running(Host host) {
        Script script = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            script = script.run(app(role, host).listVersions());
        }
        return script;
    }

    /** The roles with more than one running version; only they are asked which of them is the current one. */
    private Map<Role, List<String>> doubtful(Host host, ScriptResult answer) {
        Map<Role, List<String>> doubtful = new LinkedHashMap<>();
        int step = 0;
        for (Role role : session.targets().rolesOn(host)) {
            List<String> versions = answer.output(step++)
                    .stdout()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (versions.size() > 1) {
                doubtful.put(role, versions);
            }
        }
        return doubtful;
    }

    private Script current(Host host, Collection<Role> roles) {
        Script script = Script.of();
        for (Role role : roles) {
            script = script.run(app(role, host).currentRunningVersion());
        }
        return script;
    }

    private static List<Stale> stale(Map<Role, List<String>> doubtful, ScriptResult answer) {
        List<Stale> stale = new ArrayList<>();
        int step = 0;
        for (Map.Entry<Role, List<String>> running : doubtful.entrySet()) {
            String current = answer.output(step++).stdout().strip();
            running.getValue().stream()
                    .filter(version -> !version.equals(current))
                    .forEach(version -> stale.add(new Stale(running.getKey(), version)));
        }
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
