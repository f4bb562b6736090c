package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A role: hosts that run the image in the same way. The settings of the root that apply to the role are merged in.
 *
 * @param name its name
 * @param tagsByHost its hosts in the order of the file, each with its tags
 * @param cmdOrNull the container's command as shell text, or null for the image's own command
 * @param proxyOrNull the proxy's settings, if the role is behind the proxy
 * @param envByHost the environment on each host, merged from root, role and tags; every host is a key
 * @param labels the labels in addition to {@code service}, {@code role} and {@code destination}, merged from root and
 *     role
 * @param options additional options of {@code docker run}
 * @param logging the Docker logging, merged from root and role
 * @param assetPathOrNull the directory of assets in the image that two versions share, if the role is behind the proxy
 * @param stopTimeoutOrNull seconds before a stopping container is killed, if set for the role or at the root
 */
public record Role(
        String name,
        Map<Host, List<String>> tagsByHost,
        @CheckForNull String cmdOrNull,
        @CheckForNull Proxy proxyOrNull,
        Map<Host, Env> envByHost,
        Map<String, String> labels,
        DockerOptions options,
        Logging logging,
        @CheckForNull AssetPath assetPathOrNull,
        @CheckForNull Integer stopTimeoutOrNull) {

    public Role {
        tagsByHost = Ordered.copy(tagsByHost);
        envByHost = Ordered.copy(envByHost);
        labels = Ordered.copy(labels);
    }

    /** Its hosts in the order of the file. */
    public List<Host> hosts() {
        return List.copyOf(tagsByHost.keySet());
    }

    /** The container's command as shell text, if it is not the image's own command. */
    public Optional<String> cmd() {
        return Optional.ofNullable(cmdOrNull);
    }

    /** The proxy's settings, if the role is behind the proxy. */
    public Optional<Proxy> proxy() {
        return Optional.ofNullable(proxyOrNull);
    }

    /** The directory of assets that two versions share, if the role names one and is behind the proxy. */
    public Optional<AssetPath> assetPath() {
        return Optional.ofNullable(assetPathOrNull);
    }

    /** Seconds before a stopping container is killed, if set for the role or at the root. */
    public Optional<Integer> stopTimeout() {
        return Optional.ofNullable(stopTimeoutOrNull);
    }

    /** Whether requests reach this role through kamal-proxy. */
    public boolean behindProxy() {
        return proxyOrNull != null;
    }

    /**
     * A path in the image whose files both the old and the new version can serve.
     *
     * @param path absolute path in the container
     * @param optionsOrNull options of the mount ({@code ro}, {@code z}), if any
     */
    public record AssetPath(String path, @CheckForNull String optionsOrNull) {

        /** The path with the options of the mount, in the format of {@code --volume}. */
        public String pathWithOptions() {
            return optionsOrNull == null ? path : path + ":" + optionsOrNull;
        }
    }
}
