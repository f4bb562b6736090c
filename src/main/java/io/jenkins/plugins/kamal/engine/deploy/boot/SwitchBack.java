package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
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
 * Switches the hosts that already serve the new version back to the version that they served before, so that a deploy
 * that fails on one host leaves one version on all hosts.
 *
 * <p>The hosts that switched last go back first. Hosts of one group go back at the same time, and the roles of one host
 * one after the other. The old containers are started again, must become healthy, and serve before the new ones are
 * stopped. If that fails, the new version keeps serving.
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
     * @param group the number of groups that were booted before the group of the host
     * @param old the containers that served before; null if there were none
     */
    private record Switched(
            int group,
            Host host,
            BootContainer container,
            @CheckForNull Instances old) {}

    /** Remembers that a role on a host serves the new version. */
    synchronized void remember(int group, Host host, BootContainer container, @CheckForNull Instances old) {
        switched.add(0, new Switched(group, host, container, old));
    }

    /** Switches back every host that can go back. */
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

    /** Removes the files of versions that no longer run, which were kept for going back. */
    synchronized void noLongerNeeded() {
        if (session.request().options().rollout().rollsBack()) {
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

    /** Never fails: a role that cannot go back is reported, and the other hosts continue. */
    private CompletableFuture<Void> goBack(Switched role) {
        Instances old = role.old();
        if (old == null) {
            role.container().report().stays("nothing served here before");
            return CompletableFuture.completedFuture(null);
        }
        return role.container().giveWayTo(old).exceptionally(failure -> {
            role.container()
                    .report()
                    .stays(old.first() + " does not serve again: "
                            + ServerCommandRunner.cause(failure).getMessage());
            return null;
        });
    }
}
