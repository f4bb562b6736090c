package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups of hosts that are booted one group after another ({@code host_boot_groups} of
 * {@code lib/kamal/cli/app.rb}).
 *
 * @param groups the groups, each with at least one host
 */
public record BootGroups(List<List<Host>> groups) {

    public BootGroups {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** Divides the hosts into groups as large as the boot limit allows; without a limit, all hosts are one group. */
    public static BootGroups of(Configuration configuration, List<Host> appHosts) {
        int limit = Math.max(1, configuration.boot().limit().orElse(appHosts.size()));
        List<List<Host>> groups = new ArrayList<>();
        for (int start = 0; start < appHosts.size(); start += limit) {
            groups.add(appHosts.subList(start, Math.min(start + limit, appHosts.size())));
        }
        return new BootGroups(groups);
    }

    /** The hosts of all groups, in order. */
    public List<Host> allHosts() {
        return groups.stream().flatMap(List::stream).toList();
    }
}
