package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts in the groups they are booted in, one group after the other ({@code host_boot_groups} of
 * {@code lib/kamal/cli/app.rb}).
 *
 * @param groups at least one host each
 */
public record BootGroups(List<List<Host>> groups) {

    public BootGroups {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** Groups of as many hosts as the boot limit allows; one group of all where there is no limit. */
    public static BootGroups of(Configuration configuration, List<Host> appHosts) {
        int limit = Math.max(1, configuration.boot().limit().orElse(appHosts.size()));
        List<List<Host>> groups = new ArrayList<>();
        for (int start = 0; start < appHosts.size(); start += limit) {
            groups.add(appHosts.subList(start, Math.min(start + limit, appHosts.size())));
        }
        return new BootGroups(groups);
    }

    /** The hosts of all groups in their order. */
    public List<Host> allHosts() {
        return groups.stream().flatMap(List::stream).toList();
    }
}
