package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the image is built ({@code builder.yml} of Kamal's reference).
 *
 * @param arches architectures to build for; empty for the docker driver without {@code arch}
 * @param driver the buildx driver, {@code docker-container} by default
 * @param remote URL of a remote builder, if any
 * @param local whether this machine may build too
 * @param context the build context if the file says one; empty means a clean clone of HEAD and {@code .} in it
 * @param dockerfile path of the Dockerfile
 * @param target the stage to build, if not the last
 * @param args build arguments
 * @param secrets names of the secrets given to the build
 * @param ssh {@code --ssh}, if said
 * @param cache where layers are cached, if anywhere
 * @param pack Cloud Native Buildpacks instead of a Dockerfile, if said
 * @param provenance {@code --provenance}, if said
 * @param sbom {@code --sbom}, if said
 */
public record Builder(
        List<String> arches,
        String driver,
        Optional<String> remote,
        boolean local,
        Optional<String> context,
        String dockerfile,
        Optional<String> target,
        Map<String, String> args,
        List<String> secrets,
        Optional<String> ssh,
        Optional<Cache> cache,
        Optional<Pack> pack,
        Optional<String> provenance,
        Optional<String> sbom) {

    public Builder {
        arches = List.copyOf(arches);
        args = Ordered.copy(args);
        secrets = List.copyOf(secrets);
    }

    /** Whether the docker engine itself builds, which needs no builder of its own. */
    public boolean usesDockerDriver() {
        return driver.equals("docker");
    }

    /** Whether the image is built from a clean clone of the commit, not from the working tree. */
    public boolean buildsFromClone() {
        return context.isEmpty();
    }

    /**
     * A cache of layers.
     *
     * @param type {@code registry} or {@code gha}
     * @param image image that holds the cache, if said
     * @param options further options, if any
     */
    public record Cache(String type, Optional<String> image, Optional<String> options) {}

    /**
     * Cloud Native Buildpacks.
     *
     * @param builder the builder image
     * @param buildpacks the buildpacks, in order
     */
    public record Pack(String builder, List<String> buildpacks) {

        public Pack {
            buildpacks = List.copyOf(buildpacks);
        }
    }
}
