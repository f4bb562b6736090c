package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.command.proxy.ProxyFiles;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;

/**
 * The paths of a service's files on a server, relative to the home directory of the SSH user ({@code *_directory} and
 * {@code *_path} of {@code lib/kamal/configuration.rb} and the classes below it).
 */
public final class ServerPaths {

    /** Holds all files of Kamal on a server. */
    public static final String RUN_DIRECTORY = ".kamal";

    /** Holds one directory for each service and destination. */
    public static final String APPS_DIRECTORY = RUN_DIRECTORY + "/apps";

    private final Configuration configuration;

    /** The paths of this service and destination. */
    public ServerPaths(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The service's own directory. */
    public String appDirectory() {
        return APPS_DIRECTORY + "/" + configuration.serviceAndDestination();
    }

    /** Holds the env files of the roles. */
    public String roleEnvDirectory() {
        return appDirectory() + "/env/roles";
    }

    /** The env file with a role's secrets; mode 0600. */
    public String envFile(Role role) {
        return roleEnvDirectory() + "/" + role.name() + ".env";
    }

    /** Holds the env files of the accessories. */
    public String accessoryEnvDirectory() {
        return appDirectory() + "/env/accessories";
    }

    /** The env file with an accessory's secrets; mode 0600. */
    public String envFile(Accessory accessory) {
        return accessoryEnvDirectory() + "/" + accessory.name() + ".env";
    }

    /**
     * The directory with the copy of a version's assets from the image; {@code version} is as in the container's name.
     */
    public String extractedAssets(Role role, String version) {
        return appDirectory() + "/assets/extracted/" + role.name() + "-" + version;
    }

    /** The mounted directory of a version's assets; {@code version} is as in the container's name. */
    public String assetVolume(Role role, String version) {
        return appDirectory() + "/assets/volumes/" + role.name() + "-" + version;
    }

    /** The deploy lock, which is held while this directory exists. */
    public String lockDirectory() {
        return RUN_DIRECTORY + "/lock-" + configuration.serviceAndDestination();
    }

    /** The audit log. */
    public String auditLog() {
        return RUN_DIRECTORY + "/" + configuration.serviceAndDestination() + "-audit.log";
    }

    /** Holds the files of this service that the proxy reads. */
    public String proxyAppDirectory() {
        return ProxyFiles.APPS_DIRECTORY + "/" + configuration.serviceAndDestination();
    }

    /** Holds a directory of error pages for each version. */
    public String errorPages() {
        return proxyAppDirectory() + "/error_pages";
    }

    /** The name of an accessory's directory of certificates; a role's directory has the role's name. */
    public static String tlsName(Accessory accessory) {
        return "accessories/" + accessory.name();
    }

    /**
     * The directory of a certificate and its key; the name is a role's or {@link #tlsName(Accessory) an accessory's}.
     */
    public String tlsDirectory(String tlsName) {
        return proxyAppDirectory() + "/tls/" + tlsName;
    }

    /** A custom certificate; mode 0644, because the proxy's user reads it. */
    public String tlsCertificate(String tlsName) {
        return tlsDirectory(tlsName) + "/cert.pem";
    }

    /** The key of a custom certificate; mode 0644, because the proxy's user reads it. */
    public String tlsPrivateKey(String tlsName) {
        return tlsDirectory(tlsName) + "/key.pem";
    }

    /** {@link #proxyAppDirectory} as the proxy's container sees it. */
    public String proxyAppDirectoryInContainer() {
        return ProxyFiles.APPS_DIRECTORY_IN_CONTAINER + "/" + configuration.serviceAndDestination();
    }
}
