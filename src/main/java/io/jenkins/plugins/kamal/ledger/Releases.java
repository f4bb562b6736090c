package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The good versions in the order of their releases. A rollback removes the versions that it goes back over, so a second
 * rollback goes back one more version, and not to the version that was given up.
 */
final class Releases {

    private final Deque<PastDeployment> good = new ArrayDeque<>();

    /**
     * The version that a failed deploy left on some hosts, unless another deploy succeeded since. A failed rollback to a
     * good version changes nothing here, so that it can be repeated.
     */
    @CheckForNull
    private String partial;

    /** The version that serves some of the visitors beside the others. */
    @CheckForNull
    private String forVisitors;

    /** The version to which a rollback went back on all hosts before it failed. */
    @CheckForNull
    private String restored;

    /**
     * @param history the history of a service and destination, newest first
     */
    Releases(List<PastDeployment> history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            PastDeployment past = history.get(i);
            if (Deployment.deploys(past.getCommand()) && !past.getVersion().isEmpty()) {
                add(past, history.subList(i, history.size()));
            }
        }
    }

    private void add(PastDeployment past, List<PastDeployment> history) {
        boolean succeeded = past.getStatus() == Deployment.Status.SUCCEEDED;
        if (!succeeded && hasGoneBack(past, history)) {
            restored = past.getVersion();
        } else if (succeeded || past.getBooted() > 0 || past.servesVisitors()) {
            restored = null;
        }
        if (succeeded) {
            boolean complete = past.isAboutAllHosts();
            partial = complete || !isOpen(partial, history) ? null : partial;
            forVisitors = complete || !isOpen(forVisitors, history) ? null : forVisitors;
            release(past);
        } else if (past.servesVisitors()) {
            forVisitors = past.getVersion();
        } else if (past.getStatus() == Deployment.Status.PAUSED || past.getBooted() > 0 && !goesBack(past)) {
            partial = past.getVersion();
            forVisitors = null;
        } else if (past.hasEndedVisitors() && !goesBack(past) && !isOpen(forVisitors, history)) {
            forVisitors = null;
        }
    }

    /** Whether a rollback has reached all hosts and visitors, whatever its result is. */
    private boolean hasGoneBack(PastDeployment past, List<PastDeployment> history) {
        return goesBack(past) && past.endsCanaryByHosts() && !isOpen(forVisitors, history);
    }

    /** Whether a command that was limited to some hosts has left a canary of this version on others. */
    private static boolean isOpen(@CheckForNull String version, List<PastDeployment> history) {
        return version != null
                && OpenCanary.of("", history).map(OpenCanary::version).equals(Optional.of(version));
    }

    private void release(PastDeployment past) {
        boolean back = goesBack(past);
        while (back && !isSameVersion(good.getLast(), past)) {
            good.removeLast();
        }
        if (!good.isEmpty() && isSameVersion(good.getLast(), past)) {
            good.removeLast();
        }
        good.addLast(past);
    }

    /** A rollback to a version that is not known as good counts as a release of this version. */
    private boolean goesBack(PastDeployment past) {
        return past.isRollback() && good.stream().anyMatch(earlier -> isSameVersion(earlier, past));
    }

    private static boolean isSameVersion(PastDeployment one, PastDeployment other) {
        return one.getVersion().equals(other.getVersion());
    }

    /** The version that runs, at least on some hosts. */
    Optional<String> present() {
        return Optional.ofNullable(forVisitors)
                .or(() -> Optional.ofNullable(partial))
                .or(() -> Optional.ofNullable(good.peekLast()).map(PastDeployment::getVersion));
    }

    /** Whether a rollback went back to this version on all hosts, and failed after that. */
    boolean isRestored(String version) {
        return version.equals(restored);
    }

    /** The last good version before the present one. */
    Optional<PastDeployment> lastGoodBeforePresent() {
        Optional<String> present = present();
        List<PastDeployment> candidates = new ArrayList<>(good);
        Collections.reverse(candidates);
        return candidates.stream()
                .filter(past -> !present.equals(Optional.of(past.getVersion())))
                .findFirst();
    }
}
