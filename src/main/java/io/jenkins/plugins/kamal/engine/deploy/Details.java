package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryOperations;
import io.jenkins.plugins.kamal.engine.deploy.app.AppReport;
import io.jenkins.plugins.kamal.engine.deploy.proxy.ProxyOperations;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;

/**
 * Lists all containers of the service: the proxies, the app and the accessories ({@code details} of
 * {@code lib/kamal/cli/main.rb}).
 */
public final class Details {

    private final Session session;

    public Details(Session session) {
        this.session = session;
    }

    /** Prints a table per host. */
    public void print() {
        new ProxyOperations(session).details();
        new AppReport(session).details();
        new AccessoryOperations(session, Accessories.ALL).details();
    }
}
