package io.jenkins.plugins.kamal.figures;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The deployment of a new version. A change is failed if it did not succeed or if the next deployment was a rollback, and it
 * is restored by the next deployment or rollback that succeeds.
 */
final class DeployedChange {

    private final Attempt attempt;
    private final boolean failed;

    @CheckForNull
    private final Attempt restoredBy;

    private DeployedChange(Attempt attempt, boolean failed, @CheckForNull Attempt restoredBy) {
        this.attempt = attempt;
        this.failed = failed;
        this.restoredBy = restoredBy;
    }

    /** The changes among these deployments, the oldest first. */
    static List<DeployedChange> in(Collection<Attempt> attempts) {
        List<Attempt> sorted =
                attempts.stream().sorted(Comparator.comparing(Attempt::started)).toList();
        List<DeployedChange> changes = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (!sorted.get(i).rollback()) {
                changes.add(of(sorted.get(i), sorted.subList(i + 1, sorted.size())));
            }
        }
        return changes;
    }

    private static DeployedChange of(Attempt attempt, List<Attempt> later) {
        boolean rolledBack =
                !later.isEmpty() && later.get(0).rollback() && later.get(0).good();
        if (attempt.good() && !rolledBack) {
            return new DeployedChange(attempt, false, null);
        }
        return new DeployedChange(
                attempt, true, later.stream().filter(Attempt::good).findFirst().orElse(null));
    }

    boolean isFailed() {
        return failed;
    }

    Instant started() {
        return attempt.started();
    }

    /** How long the deployment took, if it succeeded. */
    Optional<Duration> duration() {
        return Optional.of(attempt.duration()).filter(duration -> attempt.good() && !duration.isZero());
    }

    /** How long it took until a good version was deployed again, if the change is failed and that has happened. */
    Optional<Duration> restored() {
        return Optional.ofNullable(restoredBy).map(good -> Duration.between(attempt.ended(), good.ended()));
    }
}
