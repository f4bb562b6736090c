package io.jenkins.plugins.kamal.engine.protocol;

import java.util.List;

/** The names of the hooks that commands run. Each is also the name of a file in {@code .kamal/hooks}. */
public final class HookNames {

    /** Every hook. */
    public static final List<String> ALL = List.of(
            "docker-setup",
            "pre-connect",
            "pre-build",
            "pre-deploy",
            "pre-app-boot",
            "post-app-boot",
            "post-deploy",
            "pre-proxy-reboot",
            "post-proxy-reboot");

    private HookNames() {}
}
