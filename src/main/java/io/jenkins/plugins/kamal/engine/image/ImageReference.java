package io.jenkins.plugins.kamal.engine.image;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.version.Version;

/**
 * An image with a tag.
 *
 * @param repository the registry and the name, such as {@code registry.example.com/team/app}
 * @param tag the tag
 */
public record ImageReference(String repository, String tag) {

    /** The image of a version, {@code <repository>:<version>} (Kamal's {@code absolute_image}). */
    public static ImageReference of(Configuration configuration, Version version) {
        return new ImageReference(repository(configuration), version.value());
    }

    /** The image that was deployed last, {@code <repository>:latest[-<destination>]} (Kamal's {@code latest_image}). */
    public static ImageReference latest(Configuration configuration) {
        return new ImageReference(
                repository(configuration),
                configuration
                        .destination()
                        .map(destination -> "latest-" + destination)
                        .orElse("latest"));
    }

    private static String repository(Configuration configuration) {
        return configuration
                .registry()
                .server()
                .map(server -> server + "/" + configuration.image())
                .orElse(configuration.image());
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }
}
