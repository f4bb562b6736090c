package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.EnvFile;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/** What every start of new containers of a role on a host needs before and after it. */
final class ContainerStart {

    private static final int SHORT_ID = 12;

    private final Session session;
    private final Host host;
    private final Role role;
    private final AppCommands app;

    ContainerStart(Session session, Host host, Role role) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.app = new AppCommands(session.configuration(), role, host);
    }

    /**
     * Audits the start and writes the environment file, unless the one on the server is kept.
     *
     * @param audited the line for the audit log
     * @throws io.jenkins.plugins.kamal.engine.deploy.run.StoppedException if a stop was requested
     */
    Script preparation(String audited) {
        session.stop().check("before role " + role.name() + " was booted on " + host);
        Script script = Script.of(
                new AuditCommands(session.configuration()).record(session.tags(), role.name(), audited),
                app.ensureEnvDirectory());
        boolean kept = session.request().options().rollout().keepsSecrets()
                && !app.env().secret().isEmpty();
        return kept
                ? script
                : script.run(EnvFile.write(
                        new ServerPaths(session.configuration()).envFile(role),
                        app.env(),
                        session.project().secrets()::require));
    }

    /**
     * Asks for the digests of the image that a started container runs, and for the status of a container whose health
     * kamal-proxy does not check.
     *
     * @param pulled the image that the host has pulled under the version's tag; null if the host has to be asked for it
     */
    Command digests(ContainerName container, @CheckForNull RunningImage pulled) {
        if (!role.behindProxy()) {
            return app.runningImageDigestsAndStatus(container, pulled);
        }
        return pulled == null ? app.runningImageDigests(container) : app.runningImageDigests(container, pulled);
    }

    /**
     * The ids as kamal-proxy gets them.
     *
     * @throws DeployException if Docker has printed no id for a container
     */
    List<String> shortIds(List<String> ids) {
        if (ids.stream().anyMatch(id -> id.length() < SHORT_ID)) {
            throw new DeployException(
                    Topic.BOOT,
                    "Docker on " + host + " printed no id for the container of role " + role.name()
                            + ". `docker ps --all` on the server shows whether the container was created");
        }
        return ids.stream().map(id -> id.substring(0, SHORT_ID)).toList();
    }
}
