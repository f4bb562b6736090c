package io.jenkins.plugins.kamal.engine.config;

import java.util.Optional;

/**
 * A role together with what was read to make it.
 *
 * @param role the role
 * @param fields its section
 * @param proxyRun what it wants the proxy itself to be booted with, if anything
 */
record ParsedRole(Role role, Fields fields, Optional<Fields> proxyRun) {}
