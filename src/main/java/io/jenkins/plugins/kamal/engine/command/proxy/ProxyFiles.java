package io.jenkins.plugins.kamal.engine.command.proxy;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;

/**
 * The proxy's files on a server, shared by all services there ({@code lib/kamal/configuration/proxy/boot.rb}).
 */
public final class ProxyFiles {

    /** Holds all files of the proxy. */
    public static final String DIRECTORY = ServerPaths.RUN_DIRECTORY + "/proxy";

    /** Holds one directory for each service and destination, and is mounted into the proxy. */
    public static final String APPS_DIRECTORY = DIRECTORY + "/apps-config";

    /** {@link #APPS_DIRECTORY} as the proxy's container sees it. */
    public static final String APPS_DIRECTORY_IN_CONTAINER = "/home/kamal-proxy/.apps-config";

    /** Options of {@code docker run}, written by {@code proxy boot_config set}. */
    public static final String OPTIONS = DIRECTORY + "/options";

    /** The image without its tag, written by {@code proxy boot_config set}. */
    public static final String IMAGE = DIRECTORY + "/image";

    /** The image's tag, written by {@code proxy boot_config set}. */
    public static final String IMAGE_VERSION = DIRECTORY + "/image_version";

    /** The proxy's command, written by {@code proxy boot_config set}. */
    public static final String RUN_COMMAND = DIRECTORY + "/run_command";

    private ProxyFiles() {}
}
