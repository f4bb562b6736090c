package io.jenkins.plugins.kamal.engine.host.selection;

import java.util.List;

/**
 * The hosts and roles that a command is restricted to.
 *
 * @param hosts patterns of hosts; empty for all hosts
 * @param roles patterns of roles; empty for all roles
 * @param primaryOnly whether the command runs only on the primary host; overrides {@code hosts}
 */
public record Filters(List<String> hosts, List<String> roles, boolean primaryOnly) {

    /** No restriction. */
    public static final Filters NONE = new Filters(List.of(), List.of(), false);

    public Filters {
        hosts = List.copyOf(hosts);
        roles = List.copyOf(roles);
    }
}
