package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.util.Optional;

/**
 * What a container was made from, compared with what was pushed.
 *
 * @param digest the digest of the container's image, or empty where the server knows none
 * @param proof whether it is the one that was pushed
 */
record DigestProof(String digest, Proof proof) {

    /** Judges what a server printed about a container's image. */
    static DigestProof of(Output printed, Optional<Digest> pushed) {
        Optional<RunningImage> image = printed.succeeded() ? RunningImage.parse(printed.stdout()) : Optional.empty();
        if (image.isEmpty() || image.get().digests().isEmpty()) {
            return new DigestProof("", Proof.NOT_PROVEN);
        }
        String first = image.get().digests().get(0).value();
        if (pushed.isEmpty()) {
            return new DigestProof(first, Proof.NOT_PROVEN);
        }
        return image.get().digests().contains(pushed.get())
                ? new DigestProof(pushed.get().value(), Proof.PROVEN)
                : new DigestProof(first, Proof.DIFFERENT);
    }
}
