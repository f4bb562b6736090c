package io.jenkins.plugins.kamal.engine.deploy.accessory;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.CertificateFiles;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/** Connects an accessory to kamal-proxy; does nothing for an accessory that is not behind the proxy. */
final class ProxiedAccessory {

    private final Session session;
    private final Accessory accessory;
    private final AccessoryCommands commands;

    ProxiedAccessory(Session session, Accessory accessory) {
        this.session = session;
        this.accessory = accessory;
        this.commands = new AccessoryCommands(session.configuration(), accessory);
    }

    /**
     * Uploads the accessory's certificate, and makes kamal-proxy send requests to the running container on each of
     * these hosts.
     */
    void serve(List<Host> hosts) {
        accessory.proxy().ifPresent(proxy -> {
            Script certificate = CertificateFiles.write(
                    session.configuration(),
                    ServerPaths.tlsName(accessory),
                    proxy,
                    session.project().secrets()::require);
            session.servers()
                    .run(hosts, host -> certificate.run(commands.runningContainerId()))
                    .forEach((host, found) -> deploy(
                            host,
                            found.output(certificate.steps().size()).stdout().strip()));
        });
    }

    private void deploy(Host host, String containerId) {
        if (containerId.isEmpty()) {
            throw new DeployException(
                    Topic.ACCESSORIES,
                    "The accessory " + accessory.name() + " does not run on " + host
                            + ", so kamal-proxy cannot serve it; see `kamal accessory logs " + accessory.name() + "`");
        }
        session.servers()
                .runAndWait(
                        host,
                        Script.of(commands.deploy(
                                        containerId,
                                        session.request().wanted().find().orElse(null)))
                                .saying("kamal-proxy serves " + accessory.name()));
    }

    /** Returns the script that removes the accessory from the proxy on a host. */
    Script leave() {
        return accessory.proxy().isPresent() ? Script.of(commands.removeFromProxy()) : Script.of();
    }
}
