package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Role;
import java.util.Optional;

/**
 * A role together with what was read to make it.
 *
 * @param role the role
 * @param fields its section
 * @param proxy the section of its proxy, root and role merged, if it stands behind the proxy
 */
public record ParsedRole(Role role, Fields fields, Optional<Fields> proxy) {

    /** The settings that the role asks kamal-proxy to be booted with, if there are any. */
    Optional<Fields> proxyRun() {
        return proxy.flatMap(ProxyRunParser::of);
    }
}
