package io.jenkins.plugins.kamal.engine.config.read;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.Optional;

/**
 * An accessory and the part of its section that others read.
 *
 * @param accessory the accessory
 * @param proxyRunOrNull the settings that the accessory asks kamal-proxy to be booted with, if there are any
 */
public record ParsedAccessory(
        Accessory accessory, @CheckForNull Fields proxyRunOrNull) {

    /** The settings that the accessory asks kamal-proxy to be booted with, if there are any. */
    Optional<Fields> proxyRun() {
        return Optional.ofNullable(proxyRunOrNull);
    }
}
