package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the proxy lets requests through to the app ({@code live} and {@code maintenance} of
 * {@code lib/kamal/cli/app.rb}).
 */
public final class Maintenance {

    private final Session session;

    /** For this session. */
    public Maintenance(Session session) {
        this.session = session;
    }

    /** Begins maintenance: the proxy answers by itself, with the message if there is one. */
    public void begin(Optional<Duration> drainTimeout, Optional<String> message) {
        Duration drain = drainTimeout.orElse(session.configuration().timeouts().drain());
        onProxies(proxy -> proxy.maintenance(Optional.of(drain), message));
    }

    /** Ends maintenance. */
    public void end() {
        onProxies(AppProxyCommands::live);
    }

    private void onProxies(Function<AppProxyCommands, Command> commands) {
        HostRoles roles = new HostRoles(session);
        new DeployLock(session).hold(() -> session.servers()
                .run(
                        session.targets().proxyHosts(),
                        host -> roles.script(
                                host,
                                (name, role) -> role.behindProxy()
                                        ? Script.of(commands.apply(new AppProxyCommands(session.configuration(), role)))
                                        : Script.of())));
    }
}
