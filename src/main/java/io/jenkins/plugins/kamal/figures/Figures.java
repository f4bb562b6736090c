package io.jenkins.plugins.kamal.figures;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The number of changes, how many of them failed, how long they took, and how long it took to restore. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class Figures {

    private final List<DeployedChange> changes;

    Figures(List<DeployedChange> changes) {
        this.changes = changes;
    }

    /** The number of new versions whose deployment succeeded or failed. */
    @Exported
    public int getDeployments() {
        return changes.size();
    }

    /** The number of new versions whose deployment failed or was rolled back. */
    @Exported
    public int getFailed() {
        return (int) changes.stream().filter(DeployedChange::isFailed).count();
    }

    /** The share of the deployments that failed, from 0 to 1; 0 if there are none. */
    @Exported
    public double getFailureRate() {
        return changes.isEmpty() ? 0 : (double) getFailed() / changes.size();
    }

    /** The median duration of the good deployments in milliseconds, or null if there are none. */
    @CheckForNull
    @Exported
    public Long getMedianMillis() {
        return median(DeployedChange::duration).map(Duration::toMillis).orElse(null);
    }

    /** The median duration, formatted for people, or null. */
    @CheckForNull
    public String getMedian() {
        return median(DeployedChange::duration)
                .map(duration -> ElapsedTime.of(duration.toMillis()))
                .orElse(null);
    }

    /** The median time from a failed deployment to the next good one in milliseconds, or null if there is none. */
    @CheckForNull
    @Exported
    public Long getRestoreMillis() {
        return median(DeployedChange::restored).map(Duration::toMillis).orElse(null);
    }

    /** The median time to restore, formatted for people, or null. */
    @CheckForNull
    public String getRestore() {
        return median(DeployedChange::restored)
                .map(duration -> Util.getTimeSpanString(duration.toMillis()))
                .orElse(null);
    }

    private Optional<Duration> median(Function<DeployedChange, Optional<Duration>> property) {
        List<Duration> sorted = changes.stream()
                .map(property)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        Duration upper = sorted.get(sorted.size() / 2);
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return Optional.of(lower.plus(upper).dividedBy(2));
    }
}
