package io.jenkins.plugins.kamal.engine.deploy.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.TerminalSession;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * Prints the log of one server as it grows, until the user interrupts the command ({@code follow_logs} of Kamal's
 * commands).
 */
public final class FollowLogs {

    private final Session session;
    private final LogOptions options;

    /** Creates a follower with options that follow the log. */
    public FollowLogs(Session session, LogOptions wanted) {
        this.session = session;
        this.options = wanted.withDefaultLines();
    }

    /**
     * Follows the log of the app's primary role on the primary host, or of the container with this id if the id is not
     * null.
     */
    public void ofApp(@CheckForNull String containerId) {
        Host host = session.targets().primaryHost();
        Role role = session.targets()
                .primaryRole()
                .orElseThrow(() -> new DeployException(
                        Topic.CONTAINERS, "The configuration has no role whose log could be followed"));
        follow(host, new AppCommands(session.configuration(), role, host).logsById(containerId, options));
    }

    /** Follows the proxy's log on the primary host. */
    public void ofProxy() {
        Host host = session.targets().primaryHost();
        follow(host, new ProxyCommands(session.configuration(), host).logs(options));
    }

    /** Follows an accessory's log on its first host. */
    public void ofAccessory(String name) {
        Accessory accessory = Accessories.named(session, name).get(0);
        follow(
                session.targets().hostsOf(accessory).get(0),
                new AccessoryCommands(session.configuration(), accessory).logs(options));
    }

    private void follow(Host host, Command logs) {
        session.log().info("Following logs on " + host + "...");
        new TerminalSession(session).watch(host, logs);
    }
}
