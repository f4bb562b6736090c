package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * Installs Docker on the servers that lack it; fails if the SSH user may not install it ({@code bootstrap} of
 * {@code lib/kamal/cli/server.rb}).
 */
public final class Bootstrap {

    private final Session session;

    public Bootstrap(Session session) {
        this.session = session;
    }

    /** Installs Docker while holding the deploy lock. */
    public void run() {
        new DeployLock(session).hold(() -> {
            session.log().phase("Ensure Docker is installed", this::installWhereMissing);
            new Hooks(session).run("docker-setup", Sees.NO_SECRETS);
        });
    }

    private void installWhereMissing() {
        List<Host> without = hostsWhereFails(session.targets().hosts(), DockerCommands.installed());
        List<Host> forbidden = hostsWhereFails(without, DockerCommands.superuser());
        if (!forbidden.isEmpty()) {
            throw new DeployException(
                    Topic.DOCKER,
                    "There is no Docker on " + Host.listed(forbidden)
                            + ", and it can only be installed as root or with sudo; install it by hand"
                            + " (https://docs.docker.com/engine/install/), or name root with ssh/user in the configuration");
        }
        session.servers().run(without, host -> {
            session.log().info(host, "Docker is missing and is being installed");
            return Script.of(DockerCommands.install()).saying("Installed Docker");
        });
        allowUser(hostsWhereFails(hostsWhereFails(without, DockerCommands.root()), DockerCommands.inDockerGroup()));
    }

    /** A new group takes effect at the next login, so the connection is closed; the next command opens a new one. */
    private void allowUser(List<Host> hosts) {
        session.servers().run(hosts, host -> Script.of(DockerCommands.addToDockerGroup())
                .saying("Added the user to the group docker"));
        session.servers().reconnect(hosts);
    }

    private List<Host> hostsWhereFails(List<Host> hosts, Command question) {
        List<Host> failing = new ArrayList<>();
        session.servers().run(hosts, host -> Script.of().attempt(question)).forEach((host, answer) -> {
            if (!answer.output(0).succeeded()) {
                failing.add(host);
            }
        });
        return failing;
    }
}
