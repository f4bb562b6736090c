package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A deploy that has paused after its canary, so that somebody has to promote its version or to go back; or one whose canary
 * for some of the visitors failed and could not be ended on every host, so that somebody has to go back.
 *
 * @param service the service
 * @param paused the deploy
 * @param canary the canary on the hosts where it is not over; null if the record of the deploy lacks it
 */
public record OpenCanary(
        String service, PastDeployment paused, @CheckForNull PausedCanary canary) {

    /**
     * The open canary of a history: the newest deploy has left one, and everything since then that changed a host was a
     * promotion or a rollback that did not reach all hosts, and that can be repeated. What runs on the hosts decides, not
     * the result: a rollback has closed a canary by hosts even if its hook {@code post-deploy} failed. A canary by visitors
     * is different, because the version of the other visitors serves on all hosts meanwhile: it is closed by a command that
     * succeeded or that took the version from its visitors on all of its hosts, which in turn closes no canary by hosts.
     * Hosts from which only some of these commands took the version are left out.
     *
     * @param service the service
     * @param history the history, newest first
     */
    public static Optional<OpenCanary> of(String service, List<PastDeployment> history) {
        List<String> since = new ArrayList<>();
        boolean visitorsEnded = false;
        boolean hostsEnded = false;
        Set<String> takenBack = new HashSet<>();
        Set<String> withoutVisitors = new HashSet<>();
        for (PastDeployment past : history) {
            if (!Deployment.deploys(past.getCommand())) {
                if (RoleChanges.removes(past.getCommand()) && past.getStatus() == Deployment.Status.SUCCEEDED) {
                    return Optional.empty();
                }
            } else if (past.leavesCanary()
                    && !(past.servesVisitors() && (visitorsEnded || past.hasCanaryOnlyOn(withoutVisitors)))) {
                boolean ended = hostsEnded && !past.servesVisitors() || past.hasCanaryOnlyOn(takenBack);
                return !ended && since.stream().allMatch(past.getVersion()::equals)
                        ? Optional.of(of(service, past, past.servesVisitors() ? withoutVisitors : takenBack))
                        : Optional.empty();
            } else if (past.endsEveryCanary()) {
                return Optional.empty();
            } else {
                hostsEnded |= past.endsCanaryByHosts();
                visitorsEnded |= past.endsCanaryByVisitors();
                withoutVisitors.addAll(past.visitorsEndedOn());
                takenBack.addAll(past.hostsTakenBack());
                withoutVisitors.addAll(past.hostsTakenBack());
                if (past.getBooted() > 0 && !past.isRollback()) {
                    since.add(past.getVersion());
                }
            }
        }
        return Optional.empty();
    }

    private static OpenCanary of(String service, PastDeployment paused, Set<String> over) {
        PausedCanary canary = paused.getCanary();
        return new OpenCanary(service, paused, canary == null ? null : canary.without(over));
    }

    /**
     * The canary that a promotion without a version goes on with: the only one of the run's own job, or of its multibranch
     * project, that has paused.
     *
     * @param destination the destination, or null for none
     * @param service the service, or null if it is not known
     * @throws AbortException if there is not exactly one
     */
    public static OpenCanary toPromote(
            Run<?, ?> run, @CheckForNull String destination, @CheckForNull String service, TrustedJobs trusted)
            throws AbortException {
        List<OpenCanary> open = ofJob(run, destination, service, trusted);
        if (open.isEmpty()) {
            throw new AbortException(
                    "There is no canary to promote: no deploy of this job"
                            + (destination == null ? "" : " to the destination " + destination)
                            + " pauses. Deploy with canary: [hosts: 1, pause: true] or rollout: [percent: 10] first, or set 'version' to the version of the canary");
        }
        List<OpenCanary> promotable =
                open.stream().filter(canary -> !canary.hasFailed()).toList();
        if (promotable.size() > 1) {
            throw new AbortException("This job has canaries of several services: "
                    + promotable.stream().map(OpenCanary::service).sorted().collect(Collectors.joining(", "))
                    + ". Set 'version' to the one to promote");
        }
        if (promotable.isEmpty()) {
            throw new AbortException("There is no canary to promote: "
                    + open.stream().map(OpenCanary::explanation).collect(Collectors.joining("; "))
                    + ". As soon as these hosts answer, go back with kamalRollback, or deploy again. To promote the version"
                    + " nevertheless, set 'version' to it");
        }
        return promotable.get(0);
    }

    /** The open canaries that a run may trust: those of its own job, or of its multibranch project, and of trusted jobs. */
    public static List<OpenCanary> ofJob(
            Run<?, ?> run, @CheckForNull String destination, @CheckForNull String service, TrustedJobs trusted) {
        return TrustedRecords.of(run, destination, service, trusted).stream()
                .flatMap(records -> of(records.service(), records.history()).stream())
                .toList();
    }

    private String where() {
        if (canary != null && hasFailed()) {
            return ", which failed but may still serve visitors on " + String.join(", ", canary.getHosts());
        }
        if (canary == null) {
            return " on some hosts";
        }
        return canary.isForVisitors()
                ? " for " + canary.getPercent() + " % of the visitors"
                        + (canary.getAllowedCount() == 0 ? "" : " and " + canary.getAllowedCount() + " named")
                        + (isOverSomewhere() ? " on " + String.join(", ", canary.getHosts()) : "")
                : " on " + canary.getCanaryCount() + " of " + canary.getHostCount() + " hosts";
    }

    private boolean isOverSomewhere() {
        PausedCanary whole = paused.getCanary();
        return canary != null && whole != null && canary.getCanaryCount() < whole.getCanaryCount();
    }

    /** Whether the canary failed, and may still serve visitors because hosts did not answer. */
    public boolean hasFailed() {
        return paused.getStatus() != Deployment.Status.PAUSED;
    }

    /** The version of the canary. */
    public String version() {
        return paused.getVersion();
    }

    /** The option that tells {@code status} and {@code plan} about it; empty if no hosts are recorded. */
    public Optional<String> option() {
        if (canary == null || canary.getHosts().isEmpty()) {
            return Optional.empty();
        }
        String kind = hasFailed() ? "failed" : canary.isForVisitors() ? "visitors" : "hosts";
        return Optional.of(
                "--open-canary=" + version() + "," + since() + "," + kind + "," + String.join(",", canary.getHosts()));
    }

    private Instant since() {
        return Instant.ofEpochMilli(paused.getStarted().getTime() + paused.getMillis())
                .truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the version serves all visitors of this host. */
    boolean isOn(String host) {
        return canary != null && !canary.isForVisitors() && canary.getHosts().contains(host);
    }

    /** The explanation for the log. */
    public String explanation() {
        return "the canary of version " + version()
                + where()
                + ", deployed by " + paused.getBuild().getJob() + " #"
                + paused.getBuild().getBuild();
    }
}
