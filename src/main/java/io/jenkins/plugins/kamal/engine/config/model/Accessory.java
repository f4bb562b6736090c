package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An additional service, such as a database or a cache. It is booted once, and a deploy does not replace it.
 *
 * @param name its name in the file
 * @param serviceName the container's name, by default {@code <service>-<name>}
 * @param imageOrNull the image with its registry, or null if the file names neither, as Kamal allows
 * @param registryOrNull its own registry, if it has one
 * @param hosts the hosts that run it
 * @param container the settings of its container
 * @param mounts the files, directories and volumes in its container
 * @param proxyOrNull the proxy's settings, if it is behind the proxy
 */
public record Accessory(
        String name,
        String serviceName,
        @CheckForNull String imageOrNull,
        @CheckForNull Registry registryOrNull,
        List<Host> hosts,
        ContainerSettings container,
        Mounts mounts,
        @CheckForNull Proxy proxyOrNull) {

    public Accessory {
        hosts = List.copyOf(hosts);
    }

    /** The image with its registry, if the file names one. */
    public Optional<String> image() {
        return Optional.ofNullable(imageOrNull);
    }

    /** Its own registry, if it has one. */
    public Optional<Registry> registry() {
        return Optional.ofNullable(registryOrNull);
    }

    /** The proxy's settings, if it is behind the proxy. */
    public Optional<Proxy> proxy() {
        return Optional.ofNullable(proxyOrNull);
    }

    /**
     * The settings of an accessory's container.
     *
     * @param cmdOrNull its command as shell text, or null for the image's own command
     * @param portOrNull {@code --publish}, if a port is published
     * @param network its network, by default {@code kamal}
     * @param env its environment
     * @param labels its labels in addition to {@code service}
     * @param options additional options of {@code docker run}
     */
    public record ContainerSettings(
            @CheckForNull String cmdOrNull,
            @CheckForNull String portOrNull,
            String network,
            Env env,
            Map<String, String> labels,
            DockerOptions options) {

        public ContainerSettings {
            labels = Ordered.copy(labels);
        }

        /** Its command as shell text, if it is not the image's own command. */
        public Optional<String> cmd() {
            return Optional.ofNullable(cmdOrNull);
        }

        /** {@code --publish}, if a port is published. */
        public Optional<String> port() {
            return Optional.ofNullable(portOrNull);
        }
    }

    /**
     * The mounts of an accessory's container.
     *
     * @param files files that are uploaded and mounted
     * @param directories directories that are created and mounted
     * @param volumes additional {@code --volume} values
     */
    public record Mounts(List<Mount> files, List<Mount> directories, List<String> volumes) {

        public Mounts {
            files = List.copyOf(files);
            directories = List.copyOf(directories);
            volumes = List.copyOf(volumes);
        }
    }

    /**
     * A file or directory of an accessory.
     *
     * @param local the file in the project, or the directory on the host
     * @param remote its path in the container
     * @param optionsOrNull options of the mount, if any
     * @param modeOrNull its mode, if the file sets it
     * @param ownerOrNull its owner, if the file sets it
     */
    public record Mount(
            String local,
            String remote,
            @CheckForNull String optionsOrNull,
            @CheckForNull String modeOrNull,
            @CheckForNull String ownerOrNull) {

        /** The path in the container with the options of the mount, in the format of {@code --volume}. */
        public String remoteWithOptions() {
            return optionsOrNull == null ? remote : remote + ":" + optionsOrNull;
        }

        /** Its mode, if the file sets it. */
        public Optional<String> mode() {
            return Optional.ofNullable(modeOrNull);
        }

        /** Its owner, if the file sets it. */
        public Optional<String> owner() {
            return Optional.ofNullable(ownerOrNull);
        }
    }
}
