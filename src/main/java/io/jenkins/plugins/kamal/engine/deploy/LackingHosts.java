package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.build.PullImage;
import io.jenkins.plugins.kamal.engine.deploy.plan.CurrentVersions;
import io.jenkins.plugins.kamal.engine.deploy.proxy.BootProxy;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts that lack a container of the version to go back to, because it was pruned or was never deployed there. */
final class LackingHosts {

    private final Session session;
    private final Map<Host, List<Role>> missing;

    private LackingHosts(Session session, Map<Host, List<Role>> missing) {
        this.session = session;
        this.missing = missing;
    }

    /** Asks all hosts of the session. */
    static LackingHosts find(Session session) {
        Map<Host, List<Role>> missing = new LinkedHashMap<>();
        session.servers()
                .run(session.targets().appHosts(), host -> question(session, host))
                .forEach((host, answer) -> missing.put(host, missing(session, host, answer)));
        missing.values().removeIf(List::isEmpty);
        if (!missing.isEmpty()) {
            leaveOutServing(session, missing);
        }
        return new LackingHosts(session, missing);
    }

    /** A container that serves the version has another name if it was replaced by one that failed and was removed. */
    private static void leaveOutServing(Session session, Map<Host, List<Role>> missing) {
        CurrentVersions current = new CurrentVersions(session.configuration());
        session.servers()
                .run(List.copyOf(missing.keySet()), host -> current.questions(host, missing.get(host)))
                .forEach((host, answer) -> {
                    Map<Role, String> serving = current.read(missing.get(host), answer);
                    missing.get(host).removeIf(role -> ContainerName.withoutReplacement(serving.get(role))
                            .equals(session.version().value()));
                });
        missing.values().removeIf(List::isEmpty);
    }

    /** Whether every host has a container for each of its roles. */
    boolean isEmpty() {
        return missing.isEmpty();
    }

    private static Script question(Session session, Host host) {
        Script script = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            AppCommands app = app(session, role, host);
            script = script.run(app.containerId(app.container(session.version())));
        }
        return script;
    }

    private static List<Role> missing(Session session, Host host, ScriptResult answer) {
        List<Role> roles = session.targets().rolesOn(host);
        List<Role> missing = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            if (answer.output(i).stdout().isBlank()) {
                missing.add(roles.get(i));
            }
        }
        return missing;
    }

    private static AppCommands app(Session session, Role role, Host host) {
        return new AppCommands(session.configuration(), role, host);
    }

    /** The failure of a rollback that needs the containers. */
    DeployException refusal() {
        return new DeployException(
                Topic.ROLLBACK,
                "Cannot roll back to version " + session.version()
                        + ", because not every server has it. Nothing was changed. `kamal app containers` shows the versions"
                        + " that are there, and `kamal rollback --redeploy-missing` pulls the image from the registry:"
                        + lines());
    }

    /** Throws a {@link DeployException} if secrets of the registry are missing. */
    void requireRegistrySecrets() {
        RequiredSecrets.ofRegistry(session.configuration())
                .about(session, session.version())
                .check(session.project().secrets());
    }

    /** Says that these hosts get the image from the registry. */
    void announce() {
        session.log()
                .info("    Not every server has version " + session.version()
                        + ". Its image is pulled from the registry and deployed again on these servers:" + lines());
    }

    /**
     * Pulls the image onto these hosts, and returns the image of each host; a host that did not report its image is
     * missing.
     *
     * @throws DeployException if a host cannot pull the image, for example because the registry no longer has it
     */
    Map<Host, RunningImage> pull() {
        try {
            return new PullImage(here())
                    .keepingOld()
                    .expecting(new KnownImage(session).recorded().orElse(null))
                    .run();
        } catch (StoppedException e) {
            throw e;
        } catch (EngineException e) {
            throw new DeployException(
                    Topic.ROLLBACK,
                    "Cannot roll back to version " + session.version()
                            + ", because not every server has its containers, and its image could not be taken from the registry. No container was"
                            + " changed. If the registry no longer has the image, build the version's commit again:\n  "
                            + e.getMessage(),
                    e.exitStatus(),
                    e);
        }
    }

    /** Boots kamal-proxy where it is not running, because a host that lacks the version may be new. */
    void bootProxy() {
        new BootProxy(here()).run();
    }

    private Session here() {
        return session.at(List.copyOf(missing.keySet()));
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        missing.forEach((host, roles) -> roles.forEach(role -> lines.append("\n  ")
                .append(host)
                .append(": no container ")
                .append(app(session, role, host).container(session.version()))
                .append(" (role ")
                .append(role.name())
                .append(')')));
        return lines.toString();
    }
}
