package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.PruneCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Removes old containers and images from all hosts ({@code lib/kamal/cli/prune.rb}). */
public final class Prune {

    private static final String CONTAINERS = "Pruned containers";
    private static final String IMAGES = "Pruned images";

    private final Session session;
    private final AuditCommands audit;
    private final PruneCommands prune;

    public Prune(Session session) {
        this.session = session;
        this.audit = new AuditCommands(session.configuration());
        this.prune = new PruneCommands(session.configuration());
    }

    /** Removes old containers and images while holding the deploy lock. */
    public void all() {
        run(host -> everything(host, Map.of()));
    }

    /**
     * Removes both on this host.
     *
     * @param kept the versions whose containers are kept, however old they are, by the name of the role
     */
    Script everything(Host host, Map<String, Set<String>> kept) {
        List<ContainerName> names = session.targets().rolesOn(host).stream()
                .flatMap(role -> kept.getOrDefault(role.name(), Set.of()).stream()
                        .map(version ->
                                new ContainerName(ContainerName.prefix(session.configuration(), role), version)))
                .toList();
        return Script.of(
                        audit.record(session.tags(), CONTAINERS),
                        prune.all(retained(host), names, audit.record(session.tags(), IMAGES)))
                .saying("Pruned old containers and images");
    }

    /** Removes stopped containers while holding the deploy lock, and keeps as many as the configuration says. */
    public void containers() {
        run(host -> removeContainers(retained(host)));
    }

    /**
     * Removes stopped containers while holding the deploy lock.
     *
     * @param retain the number of stopped containers to keep, at least 1
     */
    public void containers(int retain) {
        if (retain < 1) {
            throw new DeployException(Topic.COMMAND_LINE, "--retain must be at least 1, but is " + retain);
        }
        run(host -> removeContainers(retain));
    }

    /** Removes unused images while holding the deploy lock. */
    public void images() {
        run(host -> removeImages());
    }

    private int retained(Host host) {
        return session.configuration().retainedContainers(host);
    }

    private void run(Function<Host, Script> script) {
        new DeployLock(session)
                .hold(() -> session.servers().run(session.targets().hosts(), script));
    }

    private Script removeContainers(int retain) {
        return Script.of(audit.record(session.tags(), CONTAINERS), prune.containers(retain))
                .saying("Pruned old containers");
    }

    private Script removeImages() {
        return Script.of(audit.record(session.tags(), IMAGES), prune.danglingImages(), prune.taggedImages())
                .saying("Pruned old images");
    }
}
