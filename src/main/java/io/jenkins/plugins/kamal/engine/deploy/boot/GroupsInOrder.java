package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Boot;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.HostRoles;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.watch.WatchedContainer;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.BootGroups;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.ArrayList;
import java.util.List;

/** Boots hosts one group after the other, with the hooks and the pause of {@code boot} in the configuration. */
final class GroupsInOrder {

    private static final String POST_APP_BOOT = "post-app-boot";

    private final Session session;
    private final Hooks hooks;
    private final DeployLock lock;
    private final HostFacts facts;
    private final ServedVersions served;
    private final SwitchBack switchBack;

    @CheckForNull
    private final Digest pushed;

    private final List<WatchedContainer> started = new ArrayList<>();
    private RolloutBoots boots;
    private int bootedGroups;

    /** Prepares to boot hosts; {@code pushed} is null if the digest of the image is unknown. */
    GroupsInOrder(
            Session session,
            @CheckForNull Digest pushed,
            HostFacts facts,
            ServedVersions served,
            SwitchBack switchBack) {
        this.session = session;
        this.pushed = pushed;
        this.facts = facts;
        this.served = served;
        this.switchBack = switchBack;
        this.hooks = new Hooks(session);
        this.lock = new DeployLock(session);
        this.boots = new RolloutBoots(session, List.of(), pushed, served, switchBack);
    }

    /** The containers that serve the new version now. */
    List<WatchedContainer> started() {
        return List.copyOf(started);
    }

    /** Waits until the old containers have stopped, which may take as long as their grace period. */
    void awaitOldStopped() {
        boots.awaitOldStopped();
    }

    /** Boots these hosts. The other roles there wait for the primary role if it is booted on one of these hosts. */
    void boot(List<Host> part) {
        boots.awaitOldStopped();
        boots = new RolloutBoots(session, part, pushed, served, switchBack);
        List<List<Host>> groups = BootGroups.of(session.configuration(), part).groups();
        for (int i = 0; i < groups.size(); i++) {
            List<Host> group = groups.get(i);
            int number = bootedGroups;
            session.stop().check("before booting " + Host.listed(group));
            if (groups.size() > 1 || number > 0) {
                lock.requireOurs(groups.subList(i, groups.size()).stream()
                        .flatMap(List::stream)
                        .toList());
            }
            boolean hookRan = hooks.runFor("pre-app-boot", group);
            HostFacts known = number == 0 && !hookRan ? facts : facts.withoutContainers();
            new HostRoles(session).each(group, (host, role) -> boots.boot(number, host, role, known));
            if (hooks.isThere(POST_APP_BOOT)) {
                boots.awaitOldStopped();
                hooks.runFor(POST_APP_BOOT, group);
            }
            bootedGroups++;
            pause();
        }
        started.addAll(boots.started());
    }

    private void pause() {
        Boot boot = session.configuration().boot();
        if (!boot.pause().isZero()) {
            session.stop().interruptibly("the pause between two groups", () -> {
                Thread.sleep(boot.pause().toMillis());
                return null;
            });
        }
    }
}
