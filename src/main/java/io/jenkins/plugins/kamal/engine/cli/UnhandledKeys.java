package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.DeployException;
import java.util.ArrayList;
import java.util.List;

/** Keys that Kamal knows and this engine does not handle yet: refused by name, never ignored. */
final class UnhandledKeys {

    private UnhandledKeys() {}

    static void refuse(Configuration configuration) {
        List<String> keys = new ArrayList<>();
        configuration.output().file().ifPresent(file -> keys.add("output/file"));
        configuration.output().otelEndpoint().ifPresent(endpoint -> keys.add("output/otel"));
        if (!keys.isEmpty()) {
            throw new DeployException(
                    "This engine does not handle these keys of the configuration yet; take them out, or deploy with Kamal:\n  "
                            + String.join("\n  ", keys));
        }
    }
}
