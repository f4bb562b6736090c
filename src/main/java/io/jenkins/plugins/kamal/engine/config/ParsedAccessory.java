package io.jenkins.plugins.kamal.engine.config;

import java.util.Optional;

/**
 * An accessory together with what was read to make it.
 *
 * @param accessory the accessory
 * @param proxyRun what it wants the proxy itself to be booted with, if anything
 */
record ParsedAccessory(Accessory accessory, Optional<Fields> proxyRun) {}
