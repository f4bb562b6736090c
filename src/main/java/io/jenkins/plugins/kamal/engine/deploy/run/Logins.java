package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records where this run has logged in to the configuration's registry, so that it logs in only once. Several threads
 * may use it.
 */
public final class Logins {

    private final Set<Host> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean here;

    /** Whether this machine is known to have docker and buildx and to be logged in. */
    public boolean isHere() {
        return here;
    }

    public void addHere() {
        here = true;
    }

    public boolean isOn(Host host) {
        return servers.contains(host);
    }

    public void addOn(Host host) {
        servers.add(host);
    }
}
