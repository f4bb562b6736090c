package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Optional;

/**
 * The digest of a container's image, compared with the pushed digest.
 *
 * @param digest the digest of the container's image, or null if the server knows none
 * @param proof the result of the comparison
 */
record DigestProof(@CheckForNull String digest, Proof proof) {

    /**
     * Compares the image that a server printed for a container; {@code pushed} is null if the pushed digest is unknown.
     */
    static DigestProof of(Output printed, @CheckForNull Digest pushed) {
        Optional<RunningImage> image = printed.succeeded() ? RunningImage.parse(printed.stdout()) : Optional.empty();
        if (image.isEmpty() || image.get().digests().isEmpty()) {
            return new DigestProof(null, Proof.NOT_PROVEN);
        }
        String first = image.get().digests().get(0).value();
        if (pushed == null) {
            return new DigestProof(first, Proof.NOT_PROVEN);
        }
        return image.get().digests().contains(pushed)
                ? new DigestProof(pushed.value(), Proof.PROVEN)
                : new DigestProof(first, Proof.DIFFERENT);
    }

    /**
     * The same.
     *
     * @throws DeployException if the container of the version has another image than the one that was pushed
     */
    static DigestProof require(Output printed, @CheckForNull Digest pushed, Host host, Version version) {
        DigestProof proof = of(printed, pushed);
        if (proof.proof() == Proof.DIFFERENT) {
            throw new DeployException(
                    Topic.BOOT,
                    "On " + host + ", the tag " + version
                            + " points to another image than the one that was pushed: "
                            + proof.digest() + " instead of " + (pushed == null ? "" : pushed.value())
                            + ". Somebody moved the tag in the registry; build and deploy again");
        }
        return proof;
    }
}
