package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.InvalidHostException;
import java.util.Optional;

/** Parses hosts; a text that is not a host is reported as a fault of the key. */
public final class HostParser {

    private final Faults faults;

    public HostParser(Faults faults) {
        this.faults = faults;
    }

    public Optional<Host> parse(String text, KeyLocation place) {
        try {
            return Optional.of(Host.parse(text));
        } catch (InvalidHostException e) {
            if (!faults.concern(place.key())) {
                faults.add(place.origin(), place.key(), e.getMessage());
            }
            return Optional.empty();
        }
    }
}
