package io.jenkins.plugins.kamal.engine.deploy;

/**
 * All containers of the service: the proxies, the app's, the accessories' ({@code details} of
 * {@code lib/kamal/cli/main.rb}).
 */
public final class Details {

    private final Session session;

    /** For this session. */
    public Details(Session session) {
        this.session = session;
    }

    /** Prints them. */
    public void print() {
        new ProxyByHand(session).details();
        new AppReport(session).details();
        new AccessoryByHand(session, Accessories.ALL).details();
    }
}
