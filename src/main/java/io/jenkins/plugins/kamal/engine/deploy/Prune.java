package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.PruneCommands;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** Removes old containers and images from all hosts ({@code lib/kamal/cli/prune.rb}). */
final class Prune {

    private final Session session;
    private final AuditCommands audit;
    private final PruneCommands prune;

    Prune(Session session) {
        this.session = session;
        this.audit = new AuditCommands(session.configuration());
        this.prune = new PruneCommands(session.configuration());
    }

    /** Containers and images. */
    void all() {
        session.servers().run(session.targets().hosts(), host -> containers().then(images()));
    }

    private Script containers() {
        return Script.of(
                audit.record(session.tags(), "Pruned containers"),
                prune.containers(session.configuration().retainContainers()));
    }

    private Script images() {
        return Script.of(audit.record(session.tags(), "Pruned images"), prune.danglingImages(), prune.taggedImages());
    }
}
