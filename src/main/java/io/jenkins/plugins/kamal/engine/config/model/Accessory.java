package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A further service that is booted once and not replaced by a deploy (a database, a cache).
 *
 * @param name its name in the file
 * @param serviceName the container's name, by default {@code <service>-<name>}
 * @param image the image with its registry; empty (or the registry alone) where the file names none, as Kamal allows
 * @param registry its own registry, if it has one
 * @param hosts where it runs
 * @param port {@code --publish}, if any
 * @param cmd its command as shell text, if not the image's own
 * @param env its environment
 * @param labels labels beside {@code service}
 * @param files files that are uploaded and mounted
 * @param directories directories that are created and mounted
 * @param volumes further {@code --volume} values
 * @param options further options of {@code docker run}, without {@code restart}
 * @param restartPolicy {@code --restart}, by default {@code unless-stopped}
 * @param network its network, by default {@code kamal}
 * @param proxy the proxy's settings, if it stands behind it
 */
public record Accessory(
        String name,
        String serviceName,
        String image,
        Optional<Registry> registry,
        List<Host> hosts,
        Optional<String> port,
        Optional<String> cmd,
        Env env,
        Map<String, String> labels,
        List<Mount> files,
        List<Mount> directories,
        List<String> volumes,
        List<DockerOption> options,
        String restartPolicy,
        String network,
        Optional<Proxy> proxy) {

    public Accessory {
        hosts = List.copyOf(hosts);
        labels = Ordered.copy(labels);
        files = List.copyOf(files);
        directories = List.copyOf(directories);
        volumes = List.copyOf(volumes);
        options = List.copyOf(options);
    }

    /**
     * A file or directory of the accessory.
     *
     * @param local where it is (a file of the project, or a directory on the host)
     * @param remote where it is mounted in the container
     * @param mountOptions options of the mount, if any
     * @param mode its mode, if said
     * @param owner its owner, if said
     */
    public record Mount(
            String local,
            String remote,
            Optional<String> mountOptions,
            Optional<String> mode,
            Optional<String> owner) {}
}
