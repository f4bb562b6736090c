package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.accessory.RemoveAccessory;
import io.jenkins.plugins.kamal.engine.deploy.app.RemoveApp;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.proxy.RemoveProxy;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryAccess;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Removes everything from the servers ({@code remove} of {@code lib/kamal/cli/main.rb}). Accessories have the same
 * names and data in all destinations. Kamal removes them together with any destination; this class keeps them unless
 * the caller asks to remove them.
 */
public final class RemoveAll {

    private final Session session;
    private final boolean accessoriesToo;

    /**
     * Creates a removal.
     *
     * @param accessoriesToo whether to remove the accessories of a destination as well; without a destination they are
     *     always removed
     */
    public RemoveAll(Session session, boolean accessoriesToo) {
        this.session = session;
        this.accessoriesToo = accessoriesToo;
    }

    /** Removes everything while holding the deploy lock. */
    public void run() {
        new DeployLock(session).hold(() -> {
            new RemoveApp(session).all();
            session.log().phase("Remove kamal-proxy", () -> new RemoveProxy(session).all(false));
            removeAccessories();
            session.log().phase("Log out of the registry", () -> new RegistryAccess(session, false, true).remove());
        });
    }

    private void removeAccessories() {
        List<Accessory> accessories = Accessories.named(session, Accessories.ALL);
        if (accessories.isEmpty()) {
            return;
        }
        if (session.configuration().destination().isPresent() && !accessoriesToo) {
            session.log()
                    .important(
                            "The accessories stay, because other destinations may share them ("
                                    + accessories.stream().map(Accessory::name).collect(Collectors.joining(", "))
                                    + "); `kamal remove --accessories` or `kamal accessory remove` removes them with their data");
            return;
        }
        session.log().phase("Remove the accessories", () -> new RemoveAccessory(session, Accessories.ALL).all());
    }
}
