package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentListener;
import java.io.File;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What runs where, and its history, saved in {@code JENKINS_HOME/kamal-ledger}. A command is recorded when it ends.
 * Each job or multibranch project changes only its own ledgers, and pages join them. Reading the ledger loads no build.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Ledger implements DeploymentListener {

    private final LedgerFiles files = new LedgerFiles(new File(Jenkins.get().getRootDir(), "kamal-ledger"));

    /** The lock that is held while a file is written. Pages wait only for {@code this}, which is never held during a write. */
    private final Object writing = new Object();

    /** The ledgers by their ids, or null until they are loaded. */
    @CheckForNull
    private Map<String, JobLedger> ledgers;

    /** The ledger of this Jenkins. */
    public static Ledger get() {
        return ExtensionList.lookupSingleton(Ledger.class);
    }

    /** Whether a command changes, or tries to change, what runs. */
    public static boolean concerns(Deployment deployment) {
        return JobLedger.concerns(deployment);
    }

    @Override
    public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        if (concerns(deployment)) {
            LedgerKey key = LedgerKey.of(run, deployment);
            BuildReference build = BuildReference.of(run);
            Provenance provenance = BuildSources.provenanceOf(
                    run, deployment, find(key).deployedBefore(build).orElse(null));
            save(enter(key, ledger -> ledger.with(invocation, build, deployment, provenance, Instant.now())));
        }
        if (StatusCheck.isCheck(deployment)) {
            LedgerKey key = LedgerKey.of(run, deployment);
            save(enter(
                    key,
                    ledger -> ledger.withStatus(
                            BuildReference.of(run),
                            deployment,
                            Statuses.valid(ledger, sharing(key)).orElse(null),
                            Instant.now())));
        }
    }

    /** The ledgers of all owners that deploy the same service to the same destination. */
    private synchronized List<JobLedger> sharing(LedgerKey key) {
        return ledgers().values().stream()
                .filter(ledger -> ledger.key().service().equals(key.service())
                        && ledger.key().destination().equals(key.destination()))
                .toList();
    }

    private synchronized String enter(LedgerKey key, UnaryOperator<JobLedger> change) {
        JobLedger before = find(key);
        ledgers().put(before.id(), change.apply(before));
        return before.id();
    }

    private synchronized JobLedger find(LedgerKey key) {
        return ledgers().values().stream()
                .filter(ledger -> !ledger.isOwnerDeleted() && ledger.key().equals(key))
                .findFirst()
                .orElseGet(() -> new JobLedger(key));
    }

    /** Writes the newest state. If two threads save the same ledger, the second one writes the entries of both. */
    private void save(String id) {
        synchronized (writing) {
            JobLedger newest;
            synchronized (this) {
                newest = ledgers().get(id);
            }
            files.save(newest);
        }
    }

    /** Whether anything was deployed within a scope. */
    public synchronized boolean mentions(Scope scope) {
        return ledgers().values().stream().anyMatch(scope::includes);
    }

    /** All ledgers, including those whose owners were deleted. */
    public synchronized List<JobLedger> all() {
        return List.copyOf(ledgers().values());
    }

    /** Changes ledgers because a job was moved or deleted. */
    void change(UnaryOperator<JobLedger> change) {
        List<String> changed;
        synchronized (this) {
            Map<String, JobLedger> known = ledgers();
            changed = known.keySet().stream()
                    .filter(id -> change.apply(known.get(id)) != known.get(id))
                    .toList();
            changed.forEach(id -> known.computeIfPresent(id, (same, ledger) -> change.apply(ledger)));
        }
        changed.forEach(this::save);
    }

    private Map<String, JobLedger> ledgers() {
        Map<String, JobLedger> known = ledgers;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (JobLedger ledger : files.load()) {
                known.put(ledger.id(), ledger);
            }
            ledgers = known;
        }
        return known;
    }
}
