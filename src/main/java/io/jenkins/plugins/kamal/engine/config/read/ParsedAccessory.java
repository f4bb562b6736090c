package io.jenkins.plugins.kamal.engine.config.read;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.Optional;

/**
 * An accessory and the section with its settings for booting kamal-proxy.
 *
 * @param accessory the accessory
 * @param proxyRunOrNull the settings for booting kamal-proxy that the accessory asks for, if any
 */
public record ParsedAccessory(
        Accessory accessory, @CheckForNull Fields proxyRunOrNull) {

    /** The settings for booting kamal-proxy that the accessory asks for, if any. */
    Optional<Fields> proxyRun() {
        return Optional.ofNullable(proxyRunOrNull);
    }
}
