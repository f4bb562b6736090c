package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the image is built ({@code builder.yml} of Kamal's reference).
 *
 * @param arches the architectures to build for; empty for the docker driver without {@code arch}
 * @param machines the machines that build the image
 * @param source the files that the image is built from
 * @param args build arguments
 * @param secrets names of the secrets given to the build
 * @param sshOrNull the value of {@code --ssh}, if the file sets it
 * @param cacheOrNull the cache of layers, if there is one
 * @param packOrNull the buildpacks, if they build instead of a Dockerfile
 * @param attestations what the build records about the image
 */
public record Builder(
        List<String> arches,
        Machines machines,
        Source source,
        Map<String, String> args,
        List<String> secrets,
        @CheckForNull String sshOrNull,
        @CheckForNull Cache cacheOrNull,
        @CheckForNull Pack packOrNull,
        Attestations attestations) {

    public Builder {
        arches = List.copyOf(arches);
        args = Ordered.copy(args);
        secrets = List.copyOf(secrets);
    }

    /** {@code --ssh}, if the file sets it. */
    public Optional<String> ssh() {
        return Optional.ofNullable(sshOrNull);
    }

    /** The cache of layers, if there is one. */
    public Optional<Cache> cache() {
        return Optional.ofNullable(cacheOrNull);
    }

    /** The buildpacks, if they build instead of a Dockerfile. */
    public Optional<Pack> pack() {
        return Optional.ofNullable(packOrNull);
    }

    /** Whether the image is built from a clean clone of the commit, not from the working tree. */
    public boolean buildsFromClone() {
        return source.contextOrNull() == null;
    }

    /**
     * The machines that build the image.
     *
     * @param driver the buildx driver, {@code docker-container} by default
     * @param remoteOrNull URL of a remote builder, if there is one
     * @param local whether this machine may build too
     */
    public record Machines(String driver, @CheckForNull String remoteOrNull, boolean local) {

        /** URL of a remote builder, if there is one. */
        public Optional<String> remote() {
            return Optional.ofNullable(remoteOrNull);
        }

        /** Whether the Docker engine itself builds the image, without a separate builder. */
        public boolean useDockerDriver() {
            return driver.equals("docker");
        }
    }

    /**
     * The files that the image is built from.
     *
     * @param contextOrNull the build context, or null for a clean clone of HEAD
     * @param dockerfile path of the Dockerfile
     * @param targetOrNull the stage to build, if it is not the last
     */
    public record Source(
            @CheckForNull String contextOrNull,
            String dockerfile,
            @CheckForNull String targetOrNull) {

        /** The build context, relative to the directory of the build. */
        public String context() {
            return contextOrNull == null ? "." : contextOrNull;
        }

        /** The stage to build, if it is not the last. */
        public Optional<String> target() {
            return Optional.ofNullable(targetOrNull);
        }
    }

    /**
     * What the build records about the image.
     *
     * @param provenanceOrNull {@code --provenance}, if the file sets it
     * @param sbomOrNull {@code --sbom}, if the file sets it
     */
    public record Attestations(
            @CheckForNull String provenanceOrNull,
            @CheckForNull String sbomOrNull) {

        /** {@code --provenance}, if the file sets it. */
        public Optional<String> provenance() {
            return Optional.ofNullable(provenanceOrNull);
        }

        /** {@code --sbom}, if the file sets it. */
        public Optional<String> sbom() {
            return Optional.ofNullable(sbomOrNull);
        }
    }

    /**
     * A cache of layers.
     *
     * @param type {@code registry} or {@code gha}
     * @param imageOrNull the image that holds the cache, if the file names it
     * @param optionsOrNull additional options, if any
     */
    public record Cache(
            String type,
            @CheckForNull String imageOrNull,
            @CheckForNull String optionsOrNull) {

        /** The image that holds the cache, if the file names it. */
        public Optional<String> image() {
            return Optional.ofNullable(imageOrNull);
        }

        /** Additional options, if any. */
        public Optional<String> options() {
            return Optional.ofNullable(optionsOrNull);
        }
    }

    /**
     * Cloud Native Buildpacks.
     *
     * @param builderOrNull the builder image, or null for the default of {@code pack}
     * @param buildpacks the buildpacks, in order
     */
    public record Pack(@CheckForNull String builderOrNull, List<String> buildpacks) {

        public Pack {
            buildpacks = List.copyOf(buildpacks);
        }

        /** The builder image, if it is not the default of {@code pack}. */
        public Optional<String> builder() {
            return Optional.ofNullable(builderOrNull);
        }
    }
}
