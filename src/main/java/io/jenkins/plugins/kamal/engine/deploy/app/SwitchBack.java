package io.jenkins.plugins.kamal.engine.deploy.app;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes the hosts that serve the new version already back to what they served before, so that a deploy that failed on
 * one host leaves one version on all of them.
 *
 * <p>The hosts that switched last go back first. Hosts of one group go back at the same time, and the roles of a host one
 * after the other. A container of before is started again, has to become healthy, and serves before the new one is
 * stopped; where that fails, the new version goes on serving.
 */
final class SwitchBack {

    private final Session session;
    private final List<Switched> switched = new ArrayList<>();

    SwitchBack(Session session) {
        this.session = session;
    }

    /**
     * A role on a host that serves the new version.
     *
     * @param group how many groups of hosts were booted before
     * @param old the container that served before; null where there was none
     */
    private record Switched(
            int group,
            Host host,
            BootContainer container,
            @CheckForNull ContainerName old) {}

    /** Remembers that a role on a host serves the new version. */
    synchronized void remember(int group, Host host, BootContainer container, @CheckForNull ContainerName old) {
        switched.add(0, new Switched(group, host, container, old));
    }

    /** Goes back on every host that can. */
    synchronized void run() {
        if (switched.isEmpty()) {
            return;
        }
        session.log().important("The deploy failed, so the hosts that serve " + session.version() + " go back");
        switched.stream()
                .map(Switched::group)
                .distinct()
                .forEach(group -> goBack(
                        switched.stream().filter(one -> one.group() == group).toList()));
    }

    /** Removes the files of versions that no longer run, which going back would have needed. */
    synchronized void noLongerNeeded() {
        if (session.request().options().rollsBack()) {
            List<CompletableFuture<Void>> removed = switched.stream()
                    .flatMap(one -> Optional.ofNullable(one.old()).map(one.container()::old).stream())
                    .map(OldContainer::removeFiles)
                    .toList();
            CompletableFuture.allOf(removed.toArray(CompletableFuture[]::new)).join();
        }
    }

    private void goBack(List<Switched> group) {
        Map<Host, List<Switched>> byHost = new LinkedHashMap<>();
        group.forEach(one ->
                byHost.computeIfAbsent(one.host(), host -> new ArrayList<>()).add(one));
        session.servers().all(byHost.keySet(), host -> goBackOneAfterTheOther(byHost.get(host)));
    }

    private CompletableFuture<Void> goBackOneAfterTheOther(List<Switched> roles) {
        CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);
        for (Switched role : roles) {
            previous = previous.thenCompose(ready -> goBack(role));
        }
        return previous;
    }

    /** Never fails: what cannot be taken back is said, and the other hosts go on. */
    private CompletableFuture<Void> goBack(Switched role) {
        ContainerName old = role.old();
        if (old == null) {
            role.container().report().stays("nothing served here before");
            return CompletableFuture.completedFuture(null);
        }
        return role.container().giveWayTo(old).exceptionally(failure -> {
            role.container()
                    .report()
                    .stays(old + " does not serve again: "
                            + ServerCommandRunner.cause(failure).getMessage());
            return null;
        });
    }
}
