package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where this run has logged in at the configuration's registry, so that nobody logs in twice. Safe for several threads. */
public final class Logins {

    private final Set<Host> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean here;

    /** Whether this machine has docker and buildx, and is logged in where a login is needed. */
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
