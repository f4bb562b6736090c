package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The variables of a hook in addition to its {@link Tags} ({@code run_hook} of {@code lib/kamal/cli/base.rb}).
 *
 * @param hosts the hosts that the command is about, or the boot group
 * @param roles the roles that were named on the command line
 * @param lock whether the deploy lock is held
 * @param command the command, such as {@code deploy} or {@code app}
 * @param subcommand the subcommand, such as {@code boot}; null if there is none
 * @param runtimeSeconds the duration of the command; null for a hook that does not run after the command
 */
public record HookDetails(
        List<Host> hosts,
        List<String> roles,
        boolean lock,
        String command,
        @CheckForNull String subcommand,
        @CheckForNull Long runtimeSeconds) {

    public HookDetails {
        hosts = List.copyOf(hosts);
        roles = List.copyOf(roles);
    }

    /** The variables, in Kamal's order. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAMAL_HOSTS", hosts.stream().map(Host::toString).collect(Collectors.joining(",")));
        if (!roles.isEmpty()) {
            variables.put("KAMAL_ROLES", String.join(",", roles));
        }
        variables.put("KAMAL_LOCK", Boolean.toString(lock));
        variables.put("KAMAL_COMMAND", command);
        if (subcommand != null) {
            variables.put("KAMAL_SUBCOMMAND", subcommand);
        }
        if (runtimeSeconds != null) {
            variables.put("KAMAL_RUNTIME", runtimeSeconds.toString());
        }
        return variables;
    }
}
