package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.yaml.Ordered;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A validated {@code config/deploy.yml}, merged with its destination: everything the deploy needs to know, with the
 * defaults of Kamal 2.12 filled in. Immutable.
 *
 * @param service the name of the service, prefix of every container
 * @param destination the destination, if one was named ({@code -d staging})
 * @param image the image's name without registry and tag
 * @param labels labels of every app container, beside Kamal's own
 * @param volumes {@code --volume} values of every app container
 * @param registry where the image is pushed to and pulled from
 * @param roles the roles, sorted by name as Kamal does it
 * @param primaryRole the name of the primary role, {@code web} by default
 * @param env environment of every role (already merged into each role's)
 * @param proxyRunByHost the settings kamal-proxy is booted with, for the hosts that have any
 * @param ssh how servers are reached
 * @param sshkit limits on connections
 * @param builder how the image is built
 * @param accessories further services
 * @param aliases short names for commands
 * @param boot how many hosts are booted at a time
 * @param logging docker logging of the app (already merged into each role's)
 * @param output where else the log goes
 * @param hooksPath directory of the hooks, relative to the project
 * @param hooksOutput which hooks' output is shown or hidden
 * @param secretsPath path of the secrets files, relative to the project
 * @param errorPagesPath directory of the proxy's error pages, if any
 * @param requireDestination whether a destination must be named
 * @param retainContainers how many stopped containers are kept
 * @param minimumVersion the least version of Kamal the file asks for, if it does
 * @param readinessDelay wait before a running container without health check counts as ready
 * @param deployTimeout how long a container may take to become ready
 * @param drainTimeout how long requests and containers may take to finish
 * @param source the values as they stood in the files, for {@code kamal config}
 */
public record Configuration(
        String service,
        Optional<String> destination,
        String image,
        Map<String, String> labels,
        List<String> volumes,
        Registry registry,
        List<Role> roles,
        String primaryRole,
        Env env,
        Map<Host, ProxyRun> proxyRunByHost,
        Ssh ssh,
        Sshkit sshkit,
        Builder builder,
        List<Accessory> accessories,
        Map<String, String> aliases,
        Boot boot,
        Logging logging,
        OutputLoggers output,
        String hooksPath,
        HooksOutput hooksOutput,
        String secretsPath,
        Optional<String> errorPagesPath,
        boolean requireDestination,
        int retainContainers,
        Optional<String> minimumVersion,
        Duration readinessDelay,
        Duration deployTimeout,
        Duration drainTimeout,
        ConfigurationSource source) {

    public Configuration {
        labels = Ordered.copy(labels);
        volumes = List.copyOf(volumes);
        roles = List.copyOf(roles);
        proxyRunByHost = Ordered.copy(proxyRunByHost);
        accessories = List.copyOf(accessories);
        aliases = Ordered.copy(aliases);
    }

    /** A configuration that was not read from a file. */
    public Configuration(
            String service,
            Optional<String> destination,
            String image,
            Map<String, String> labels,
            List<String> volumes,
            Registry registry,
            List<Role> roles,
            String primaryRole,
            Env env,
            Map<Host, ProxyRun> proxyRunByHost,
            Ssh ssh,
            Sshkit sshkit,
            Builder builder,
            List<Accessory> accessories,
            Map<String, String> aliases,
            Boot boot,
            Logging logging,
            OutputLoggers output,
            String hooksPath,
            HooksOutput hooksOutput,
            String secretsPath,
            Optional<String> errorPagesPath,
            boolean requireDestination,
            int retainContainers,
            Optional<String> minimumVersion,
            Duration readinessDelay,
            Duration deployTimeout,
            Duration drainTimeout) {
        this(
                service,
                destination,
                image,
                labels,
                volumes,
                registry,
                roles,
                primaryRole,
                env,
                proxyRunByHost,
                ssh,
                sshkit,
                builder,
                accessories,
                aliases,
                boot,
                logging,
                output,
                hooksPath,
                hooksOutput,
                secretsPath,
                errorPagesPath,
                requireDestination,
                retainContainers,
                minimumVersion,
                readinessDelay,
                deployTimeout,
                drainTimeout,
                ConfigurationSource.NONE);
    }

    /** {@code service} or {@code service-destination}: what locks and directories on a server are named after. */
    public String serviceAndDestination() {
        return destination.map(d -> service + "-" + d).orElse(service);
    }

    /** This configuration with another registry, or with another login at it. */
    public Configuration withRegistry(Registry newRegistry) {
        return new Configuration(
                service,
                destination,
                image,
                labels,
                volumes,
                newRegistry,
                roles,
                primaryRole,
                env,
                proxyRunByHost,
                ssh,
                sshkit,
                builder,
                accessories,
                aliases,
                boot,
                logging,
                output,
                hooksPath,
                hooksOutput,
                secretsPath,
                errorPagesPath,
                requireDestination,
                retainContainers,
                minimumVersion,
                readinessDelay,
                deployTimeout,
                drainTimeout,
                source);
    }

    /** The role of this name, if there is one. */
    public Optional<Role> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }
}
