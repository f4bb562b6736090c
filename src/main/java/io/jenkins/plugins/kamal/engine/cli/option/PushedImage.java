package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.image.Digest;

/**
 * An image that the registry is known to have, {@code registry.example.com/app:1@sha256:…}.
 *
 * @param image repository and tag
 * @param digest the digest of the image
 */
record PushedImage(String image, Digest digest) {

    /**
     * Reads an image with its digest.
     *
     * @throws EngineException if the image or the digest is missing or malformed
     */
    static PushedImage parse(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            throw new EngineException(Topic.COMMAND_LINE, "'" + text + "' is not of the form IMAGE@DIGEST");
        }
        return new PushedImage(text.substring(0, at), new Digest(text.substring(at + 1)));
    }
}
