package io.jenkins.plugins.kamal.engine.deploy.watch;

import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;

/**
 * A container of the new version that is watched.
 *
 * @param host its server
 * @param role its role
 * @param id its id, of which kamal-proxy knows the first 12 digits
 */
public record WatchedContainer(Host host, Role role, String id) {

    private static final int SHORT_ID = 12;

    /** The first part of the container's address in the log of kamal-proxy, before the port. */
    String target() {
        return id.substring(0, Math.min(SHORT_ID, id.length())) + ":";
    }
}
