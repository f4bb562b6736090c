package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.AppCommands;
import io.jenkins.plugins.kamal.engine.config.Role;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;

/** Containers that run beside the current one, left by a deploy that was cut off ({@code stale_containers} of {@code lib/kamal/cli/app.rb}). */
final class StaleContainers {

    private final Session session;

    StaleContainers(Session session) {
        this.session = session;
    }

    /** Stops them. */
    void stop() {
        List<String> hosts = session.targets().appHosts();
        session.servers().run(hosts, this::question).forEach((host, answer) -> {
            Script stops = stops(host, answer);
            session.servers().runAndWait(host, stops);
        });
    }

    /** Two answers for each role: the versions that run, and the current one. */
    private Script question(String host) {
        Script script = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            AppCommands app = app(role, host);
            script = script.run(app.listVersions()).attempt(app.currentRunningVersion());
        }
        return script;
    }

    private Script stops(String host, ScriptResult answer) {
        Script script = Script.of();
        int step = 0;
        for (Role role : session.targets().rolesOn(host)) {
            List<String> running = answer.output(step++)
                    .stdout()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            String current = answer.output(step++).stdout().strip();
            for (String version : running) {
                if (!version.equals(current)) {
                    session.journal()
                            .info(
                                    host,
                                    "Stopping the stale container of role " + role.name() + " with version " + version);
                    script = script.attempt(app(role, host).stop(app(role, host).container(version)));
                }
            }
        }
        return script;
    }

    private AppCommands app(Role role, String host) {
        return new AppCommands(session.configuration(), role, host);
    }
}
