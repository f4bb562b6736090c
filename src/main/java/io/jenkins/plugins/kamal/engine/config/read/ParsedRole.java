package io.jenkins.plugins.kamal.engine.config.read;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.Optional;

/**
 * A role and the sections that it was read from.
 *
 * @param role the role
 * @param fields its section
 * @param proxyOrNull the section of its proxy, root and role merged, if the role is behind the proxy
 */
public record ParsedRole(
        Role role, Fields fields, @CheckForNull Fields proxyOrNull) {

    /** The section of its proxy, root and role merged, if the role is behind the proxy. */
    public Optional<Fields> proxy() {
        return Optional.ofNullable(proxyOrNull);
    }

    /** The settings for booting kamal-proxy that the role asks for, if any. */
    Optional<Fields> proxyRun() {
        return proxy().flatMap(ProxyRunParser::of);
    }
}
