package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an app container, {@code <service>-<role>[-<destination>]-<version>} ({@code container_name} of
 * {@code lib/kamal/configuration/role.rb}).
 *
 * @param prefix the part before the version; also the name under which the proxy knows the role
 * @param version the part after it: a version, or {@code <version>_replaced_<hex>} of a replaced container; followed by
 *     {@code _instance_<number>} if the role has several containers on the host and this is not the first one
 */
public record ContainerName(String prefix, String version) {

    /** Ends the name of a container that serves some of the visitors. */
    private static final String VISITORS = "_rollout";

    private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final String INSTANCE = "_instance_";
    private static final Pattern WITH_INSTANCE = Pattern.compile("(?<version>.+)" + INSTANCE + "(?<number>[0-9]{1,9})");

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
     * The version without the number of the instance. The containers of a version have the same value here, and those of
     * a replaced version have another one.
     *
     * @param printed the part of a container's name after the prefix
     */
    public static String versionOf(String printed) {
        Matcher matcher = WITH_INSTANCE.matcher(printed);
        return matcher.matches() ? matcher.group("version") : printed;
    }

    /** The name of the first container of the version, which is the name that Kamal gives to it. */
    public ContainerName first() {
        return new ContainerName(prefix, versionOf(version));
    }

    /** The name of the version's container with this number; 1 is {@link #first}. */
    public ContainerName instance(int number) {
        return number == 1 ? first() : new ContainerName(prefix, versionOf(version) + INSTANCE + number);
    }

    /** The number of this container among those of its version, from 1. */
    public int number() {
        Matcher matcher = WITH_INSTANCE.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group("number")) : 1;
    }

    /** The pattern for Docker's filter {@code name} that matches all containers of the version. */
    String ofAllInstances() {
        return "^" + first() + "(" + INSTANCE + "[0-9]+)?$";
    }

    /**
     * The name that the container gets to make room for a new container of the same version; {@code suffix} is 16
     * random hex digits.
     */
    public ContainerName replaced(String suffix) {
        return new ContainerName(prefix, versionOf(version) + "_replaced_" + suffix).instance(number());
    }

    /** The version of a container, whether or not the container was replaced by another of the same version. */
    public static String withoutReplacement(String printedVersion) {
        return printedVersion.replaceFirst("(_replaced_[0-9a-f]{16})+$", "");
    }

    /** The name of the container that serves some of the visitors, beside the one with this name. */
    public ContainerName forVisitors() {
        return new ContainerName(prefix, version + VISITORS);
    }

    /**
     * The version of a container that serves some of the visitors of a role; empty if this is not the name of such a
     * container.
     *
     * @param name the container's name
     */
    public static Optional<String> versionForVisitors(Configuration configuration, Role role, String name) {
        String prefix = prefix(configuration, role) + "-";
        return name.startsWith(prefix) && name.endsWith(VISITORS) && name.length() > prefix.length() + VISITORS.length()
                ? Optional.of(name.substring(prefix.length(), name.length() - VISITORS.length()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return prefix + "-" + version;
    }
}
