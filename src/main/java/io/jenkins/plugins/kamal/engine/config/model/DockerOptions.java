package io.jenkins.plugins.kamal.engine.config.model;

import java.util.List;

/**
 * The {@code options} of a role or an accessory for {@code docker run}.
 *
 * @param values the options in the order of the file, without {@code restart}
 * @param restartPolicy {@code --restart}, by default {@code unless-stopped}
 */
public record DockerOptions(List<DockerOption> values, String restartPolicy) {

    public DockerOptions {
        values = List.copyOf(values);
    }
}
