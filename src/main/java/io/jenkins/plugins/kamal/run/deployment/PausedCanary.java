package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The hosts or the visitors of a new version with which a deploy has paused. Not a record, because XStream saves it. */
@ExportedBean
public final class PausedCanary implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final List<String> hosts;
    private final int hostCount;

    @CheckForNull
    private final Integer percent;

    private final int allowedCount;

    /**
     * The hosts of a canary.
     *
     * @param hosts the hosts that serve the new version
     * @param hostCount the number of all hosts that the deploy is about
     */
    PausedCanary(@CheckForNull Collection<String> hosts, int hostCount) {
        this(hosts, hostCount, null, 0);
    }

    /**
     * The visitors of a canary.
     *
     * @param hosts the hosts that serve the new version to them
     * @param hostCount the number of all hosts that the deploy is about
     * @param percent the share of the visitors; null for all visitors of the hosts
     * @param allowedCount how many values of the cookie get the new version in any case
     */
    PausedCanary(
            @CheckForNull Collection<String> hosts, int hostCount, @CheckForNull Integer percent, int allowedCount) {
        this.hosts = BoundedRecords.copyOf(hosts);
        this.hostCount = hostCount;
        this.percent = percent;
        this.allowedCount = allowedCount;
    }

    /** The share of the visitors that get the new version, in percent; null if all visitors of the hosts get it. */
    @CheckForNull
    @Exported
    public Integer getPercent() {
        return percent;
    }

    /** How many values of the cookie get the new version in any case. */
    public int getAllowedCount() {
        return allowedCount;
    }

    /** Whether the version serves some of the visitors, and not some of the hosts. */
    public boolean isForVisitors() {
        return percent != null;
    }

    /** Whether the version serves nobody any more, because the canary has ended. */
    public boolean isEnded() {
        return hosts.isEmpty();
    }

    /** The canary without these hosts, because it is over there. */
    public PausedCanary without(Collection<String> over) {
        return new PausedCanary(
                hosts.stream().filter(host -> !over.contains(host)).toList(), hostCount, percent, allowedCount);
    }

    /** The hosts that serve the new version. */
    @Exported
    public List<String> getHosts() {
        return List.copyOf(hosts);
    }

    /** The number of hosts that serve the new version. */
    public int getCanaryCount() {
        return hosts.size();
    }

    /** The number of all hosts that the deploy is about. */
    @Exported
    public int getHostCount() {
        return hostCount;
    }

    /** Fills in what an incomplete file lacks. */
    @Serial
    private Object readResolve() {
        return new PausedCanary(hosts, hostCount, percent, allowedCount);
    }
}
