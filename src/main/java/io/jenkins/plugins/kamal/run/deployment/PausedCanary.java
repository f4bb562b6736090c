package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The hosts on which a deploy has paused. Not a record, because XStream saves it. */
@ExportedBean
public final class PausedCanary implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final List<String> hosts;
    private final int hostCount;

    /**
     * The hosts.
     *
     * @param hosts the hosts that serve the new version
     * @param hostCount the number of all hosts that the deploy is about
     */
    PausedCanary(@CheckForNull Collection<String> hosts, int hostCount) {
        this.hosts = BoundedRecords.copyOf(hosts);
        this.hostCount = hostCount;
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
        return new PausedCanary(hosts, hostCount);
    }
}
