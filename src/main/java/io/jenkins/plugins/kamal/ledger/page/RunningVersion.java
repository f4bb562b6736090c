package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.CommitReference;
import io.jenkins.plugins.kamal.ledger.RunningRole;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.Age;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A version that runs, and on which hosts: the short form for the page of the job. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class RunningVersion {

    private static final int NAMED = 3;

    private final String version;
    private final TreeSet<String> hosts = new TreeSet<>();
    private final Date since;

    @CheckForNull
    private final CommitReference commit;

    private RunningVersion(String version, List<RunningRole> roles, @CheckForNull CommitReference commit) {
        this.version = version;
        this.since = roles.stream()
                .map(RunningRole::getSince)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        this.commit = commit;
        roles.forEach(role -> hosts.add(role.getHost()));
    }

    /**
     * The versions that run, the most frequent one first.
     *
     * @param commits the commits of versions, as far as they are known
     */
    static List<RunningVersion> of(List<RunningRoleView> views, Map<String, CommitReference> commits) {
        Map<String, List<RunningRole>> roles = views.stream()
                .map(RunningRoleView::getRunning)
                .filter(Objects::nonNull)
                .filter(running -> !running.isRemoved())
                .collect(Collectors.groupingBy(RunningRole::getVersion));
        return roles.entrySet().stream()
                .map(entry -> new RunningVersion(entry.getKey(), entry.getValue(), commits.get(entry.getKey())))
                .sorted(Comparator.comparing((RunningVersion running) -> -running.hosts.size())
                        .thenComparing(running -> running.version))
                .toList();
    }

    /** The version. */
    @Exported
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

    /** The number of hosts. */
    @Exported
    public int getHostCount() {
        return hosts.size();
    }

    /** When the last of the hosts began to serve the version. */
    @Exported
    public Date getSince() {
        return new Date(since.getTime());
    }

    /** How long the version has been serving. */
    public String getAge() {
        return Age.of(since);
    }

    /** The commit of the version, or null if it is not known. */
    @CheckForNull
    @Exported(inline = true)
    public CommitReference getCommit() {
        return commit;
    }
}
