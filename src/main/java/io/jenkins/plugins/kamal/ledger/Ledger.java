package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.Deployment;
import io.jenkins.plugins.kamal.run.DeploymentListener;
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
 * What runs where and its history, in {@code JENKINS_HOME/kamal-ledger}. A command is entered when it ends. Each job,
 * or multibranch project, changes only ledgers of its own; pages join them. No question to the ledger looks at builds.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Ledger implements DeploymentListener {

    private final LedgerFiles files = new LedgerFiles(new File(Jenkins.get().getRootDir(), "kamal-ledger"));

    /** Held while a file is written. Pages wait only for {@code this}, which is never held during a write. */
    private final Object writing = new Object();

    /** The ledgers by their ids; null until they are loaded. */
    @CheckForNull
    private Map<String, JobLedger> ledgers;

    static Ledger get() {
        return ExtensionList.lookupSingleton(Ledger.class);
    }

    @Override
    public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        if (JobLedger.concerns(deployment)) {
            save(enter(LedgerKey.of(run, deployment), invocation, BuildReference.of(run), deployment));
        }
    }

    private synchronized String enter(LedgerKey key, String invocation, BuildReference build, Deployment deployment) {
        JobLedger before = ledgers().values().stream()
                .filter(ledger -> !ledger.isOwnerDeleted() && ledger.key().equals(key))
                .findFirst()
                .orElseGet(() -> new JobLedger(key));
        ledgers().put(before.id(), before.with(invocation, build, deployment, Instant.now()));
        return before.id();
    }

    /** Writes the newest state; where two threads save the same ledger, the second one writes what both entered. */
    private void save(String id) {
        synchronized (writing) {
            JobLedger newest;
            synchronized (this) {
                newest = ledgers().get(id);
            }
            files.save(newest);
        }
    }

    /** Whether a job has deployed anything. */
    synchronized boolean mentions(String job) {
        return ledgers().values().stream().anyMatch(ledger -> ledger.mentions(job));
    }

    /**
     * What the current user may see of the services and destinations that a job has deployed.
     *
     * @param job the full name of the job
     * @param skipped how many of the newest deployments of each history to leave out
     */
    List<ServiceView> viewOf(String job, int skipped) {
        List<JobLedger> all = all();
        Visibility visibility = new Visibility();
        return all.stream()
                .filter(ledger -> ledger.mentions(job))
                .map(ServiceView.Target::of)
                .distinct()
                .sorted()
                .map(target -> new ServiceView(target, job, all, visibility, skipped))
                .toList();
    }

    private synchronized List<JobLedger> all() {
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
