package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The variables of a hook beside its {@link Tags} ({@code run_hook} of {@code lib/kamal/cli/base.rb}).
 *
 * @param hosts the hosts the command is about, or the boot group
 * @param roles the roles that were named on the command line
 * @param lock whether the deploy lock is held
 * @param command {@code deploy}, {@code app}
 * @param subcommand {@code boot}, if there is one
 * @param runtimeSeconds how long the command took, for the hook after it
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
