package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.regex.Pattern;

/**
 * The name of an app container, {@code <service>-<role>[-<destination>]-<version>} ({@code container_name} of
 * {@code lib/kamal/configuration/role.rb}).
 *
 * @param prefix the part before the version; also the name under which the proxy knows the role
 * @param version the part after it: a version, or {@code <version>_replaced_<hex>} of a replaced container
 */
public record ContainerName(String prefix, String version) {

    private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9_.-]+");

    /**
     * Checks both parts.
     *
     * @throws EngineException if Docker does not allow the name
     */
    public ContainerName {
        if (!NAME_PART.matcher(prefix).matches() || !NAME_PART.matcher(version).matches()) {
            throw new EngineException(
                    Topic.CONFIGURATION,
                    "'" + prefix + "-" + version + "' cannot be a container's name: Docker allows letters,"
                            + " digits, '_', '.' and '-'");
        }
    }

    /** The name of a role's container in this version. */
    public static ContainerName of(Configuration configuration, Role role, Version version) {
        return new ContainerName(prefix(configuration, role), version.value());
    }

    /** The name of a role's container in a version that a server printed. */
    public static ContainerName of(Configuration configuration, Role role, String printedVersion) {
        return new ContainerName(prefix(configuration, role), printedVersion.strip());
    }

    /** The prefix that all containers of a role share (Kamal's {@code container_prefix}). */
    public static String prefix(Configuration configuration, Role role) {
        String name = configuration.service() + "-" + role.name();
        return configuration
                .destination()
                .map(destination -> name + "-" + destination)
                .orElse(name);
    }

    /**
     * The name that the container gets to make room for a new container of the same version; {@code suffix} is 16
     * random hex digits.
     */
    public ContainerName replaced(String suffix) {
        return new ContainerName(prefix, version + "_replaced_" + suffix);
    }

    @Override
    public String toString() {
        return prefix + "-" + version;
    }
}
