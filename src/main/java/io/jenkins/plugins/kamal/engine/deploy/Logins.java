package io.jenkins.plugins.kamal.engine.deploy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where this run has logged in at the configuration's registry, so that nobody logs in twice. Safe for several threads. */
final class Logins {

    private final Set<String> servers = ConcurrentHashMap.newKeySet();
    private volatile boolean here;

    /** Whether this machine has docker and buildx, and is logged in where a login is needed. */
    boolean isHere() {
        return here;
    }

    void addHere() {
        here = true;
    }

    boolean isOn(String host) {
        return servers.contains(host);
    }

    void addOn(String host) {
        servers.add(host);
    }
}
