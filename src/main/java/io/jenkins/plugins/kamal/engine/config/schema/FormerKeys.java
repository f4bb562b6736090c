package io.jenkins.plugins.kamal.engine.config.schema;

import java.util.Map;
import java.util.Optional;

/** Keys of Kamal 1, with their replacements in Kamal 2. */
final class FormerKeys {

    private static final String UPGRADE =
            "; the servers are moved over with `kamal upgrade` (https://kamal-deploy.org/docs/upgrading/overview/)";

    /** The replacements, keyed by {@code section/key}. */
    private static final Map<String, String> SUCCESSORS = Map.of(
            "/traefik", "kamal-proxy has replaced Traefik: write `proxy` at the root or in a role" + UPGRADE,
            "servers/<role>/traefik", "kamal-proxy has replaced Traefik: write `proxy: true` in the role" + UPGRADE,
            "/healthcheck", "write `proxy/healthcheck`, and the port as `proxy/app_port`" + UPGRADE,
            "servers/<role>/healthcheck", "write `proxy/healthcheck`, and the port as `proxy/app_port`" + UPGRADE,
            "/stop_wait_time", "write `drain_timeout`, or `stop_timeout` for roles without a proxy",
            "builder/multiarch", "write the architectures under `builder/arch`, such as `arch: [amd64, arm64]`");

    private FormerKeys() {}

    static Optional<String> successor(String section, String key) {
        return Optional.ofNullable(SUCCESSORS.get(section + "/" + key));
    }
}
