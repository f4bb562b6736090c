package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import java.util.List;

/**
 * What a command is about. Lists that are too long are cut.
 *
 * @param service the service
 * @param destination the destination, or empty
 * @param hosts all hosts
 * @param appHosts those of the hosts that run a role; null in the record of an earlier version, and if the engine named none
 * @param roles the roles
 */
record CommandScope(
        String service,
        String destination,
        List<String> hosts,
        @CheckForNull List<String> appHosts,
        List<String> roles) {

    /** The scope of a command that has not begun. */
    static final CommandScope UNKNOWN = new CommandScope("", "", List.of(), null, List.of());

    CommandScope {
        hosts = List.copyOf(BoundedRecords.copyOf(hosts));
        appHosts = appHosts == null ? null : List.copyOf(BoundedRecords.copyOf(appHosts));
        roles = List.copyOf(BoundedRecords.copyOf(roles));
    }

    static CommandScope of(DeployEvent.CommandStarted started) {
        return new CommandScope(
                started.service(), started.destination(), started.hosts(), started.appHosts(), started.roles());
    }

    /** The hosts that run a role, or all hosts if it is not known which of them do. */
    List<String> hostsOfRoles() {
        return Util.fixNull(appHosts, hosts);
    }
}
