package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.PruneCommands;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.function.Function;

/** Removes old containers and images from all hosts ({@code lib/kamal/cli/prune.rb}). */
public final class Prune {

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
        run(this::everything);
    }

    /** What the other two methods do on this host. */
    Script everything(Host host) {
        return removeContainers(retained(host)).then(removeImages());
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
        return Script.of(audit.record(session.tags(), "Pruned containers"), prune.containers(retain))
                .saying("Pruned old containers");
    }

    private Script removeImages() {
        return Script.of(audit.record(session.tags(), "Pruned images"), prune.danglingImages(), prune.taggedImages())
                .saying("Pruned old images");
    }
}
