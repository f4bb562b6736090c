package io.jenkins.plugins.kamal.engine.deploy.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.util.function.Function;

/**
 * Switches whether the proxy passes requests to the app ({@code live} and {@code maintenance} of
 * {@code lib/kamal/cli/app.rb}).
 */
public final class Maintenance {

    private final Session session;

    public Maintenance(Session session) {
        this.session = session;
    }

    /** Begins maintenance: the proxy itself answers requests, with the message if there is one. */
    public void begin(@CheckForNull Duration drainTimeout, @CheckForNull String message) {
        Duration drain =
                drainTimeout == null ? session.configuration().timeouts().drain() : drainTimeout;
        onProxies("is in maintenance", proxy -> proxy.maintenance(drain, message));
    }

    /** Ends maintenance. */
    public void end() {
        onProxies("is live", AppProxyCommands::live);
    }

    private void onProxies(String state, Function<AppProxyCommands, Command> commands) {
        HostRoles roles = new HostRoles(session);
        new DeployLock(session).hold(() -> session.servers()
                .run(
                        session.targets().proxyHosts(),
                        host -> roles.script(
                                host,
                                (name, role) -> role.behindProxy()
                                        ? Script.of(commands.apply(new AppProxyCommands(session.configuration(), role)))
                                                .saying("Role " + role.name() + " " + state)
                                        : Script.of())));
    }
}
