package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.run.Abbreviation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A version that runs, and on which hosts: the short form for the page of the job. */
@Restricted(NoExternalUse.class)
public final class RunningVersion {

    private static final int NAMED = 3;

    private final String version;
    private final TreeSet<String> hosts;

    private RunningVersion(String version, TreeSet<String> hosts) {
        this.version = version;
        this.hosts = hosts;
    }

    static List<RunningVersion> of(List<RunningRoleView> views) {
        Map<String, TreeSet<String>> hosts = views.stream()
                .map(RunningRoleView::getRunning)
                .filter(Objects::nonNull)
                .filter(running -> !running.isRemoved())
                .collect(Collectors.groupingBy(
                        RunningRole::getVersion,
                        Collectors.mapping(RunningRole::getHost, Collectors.toCollection(TreeSet::new))));
        return hosts.entrySet().stream()
                .map(entry -> new RunningVersion(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((RunningVersion running) -> -running.hosts.size())
                        .thenComparing(running -> running.version))
                .toList();
    }

    /** The version. */
    public String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** The hosts, or their number if there are many. */
    public String getHosts() {
        return hosts.size() <= NAMED ? String.join(", ", hosts) : hosts.size() + " hosts";
    }
}
