package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import java.util.Optional;

/**
 * An accessory together with what was read to make it.
 *
 * @param accessory the accessory
 * @param proxyRun the settings that the accessory asks kamal-proxy to be booted with, if there are any
 */
public record ParsedAccessory(Accessory accessory, Optional<Fields> proxyRun) {}
