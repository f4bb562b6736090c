package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A role: hosts that run the image in the same way. Everything of the root configuration that applies to it is merged
 * in.
 *
 * @param name its name
 * @param hosts its hosts in the order of the file
 * @param tagsByHost the tags of each host; every host is a key
 * @param cmd the container's command as shell text, if it is not the image's own
 * @param proxy the proxy's settings, if this role stands behind it
 * @param envByHost the environment on each host: root, role, tags; every host is a key
 * @param labels the labels beside {@code service}, {@code role} and {@code destination}: root, role
 * @param options further options of {@code docker run}, without {@code restart}
 * @param restartPolicy {@code --restart}, by default {@code unless-stopped}
 * @param logging docker logging: root, role
 * @param assetPath the directory of assets in the image that old and new share, if behind the proxy
 * @param stopTimeout seconds before a stopping container is killed, if set for the role or at the root
 */
public record Role(
        String name,
        List<Host> hosts,
        Map<Host, List<String>> tagsByHost,
        Optional<String> cmd,
        Optional<Proxy> proxy,
        Map<Host, Env> envByHost,
        Map<String, String> labels,
        List<DockerOption> options,
        String restartPolicy,
        Logging logging,
        Optional<AssetPath> assetPath,
        Optional<Integer> stopTimeout) {

    public Role {
        hosts = List.copyOf(hosts);
        tagsByHost = Ordered.copy(tagsByHost);
        envByHost = Ordered.copy(envByHost);
        labels = Ordered.copy(labels);
        options = List.copyOf(options);
    }

    /** Whether requests reach this role through kamal-proxy. */
    public boolean behindProxy() {
        return proxy.isPresent();
    }

    /**
     * A path in the image whose files stay reachable from one version to the next.
     *
     * @param path absolute path in the container
     * @param mountOptions options of the mount ({@code ro}, {@code z}), if any
     */
    public record AssetPath(String path, Optional<String> mountOptions) {}
}
