package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.Deployment;
import io.jenkins.plugins.kamal.run.DeploymentListener;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What runs where and its history, of all services and destinations, in {@code JENKINS_HOME/kamal-ledger}. Entered when
 * a command ends; nothing that is asked of it looks at builds.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class Ledger implements DeploymentListener {

    private final LedgerFiles files = new LedgerFiles(new File(Jenkins.get().getRootDir(), "kamal-ledger"));

    /** Null until somebody asks. */
    @CheckForNull
    private Map<LedgerKey, LedgerPage> pages;

    static Ledger get() {
        return ExtensionList.lookupSingleton(Ledger.class);
    }

    @Override
    public synchronized void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        if (LedgerPage.concerns(deployment)) {
            LedgerKey key = new LedgerKey(deployment.getService(), deployment.getDestination());
            LedgerPage page = pages().computeIfAbsent(key, LedgerPage::new);
            page.enter(invocation, Origin.of(run), deployment);
            files.save(page);
        }
    }

    /** Whether a job has deployed anything. */
    synchronized boolean mentions(String job) {
        return pages().values().stream().anyMatch(page -> page.mentions(job));
    }

    /** What of the services and destinations that a job has deployed the current user may see. */
    synchronized List<ServiceView> viewOf(String job) {
        Sight sight = new Sight();
        return pages().values().stream()
                .filter(page -> page.mentions(job))
                .map(page -> new ServiceView(page, sight))
                .toList();
    }

    /** Changes the builds that lines come from, because their jobs were moved or deleted. */
    synchronized void changeOrigins(UnaryOperator<Origin> change) {
        pages().values().stream().filter(page -> page.changeOrigins(change)).forEach(files::save);
    }

    private Map<LedgerKey, LedgerPage> pages() {
        Map<LedgerKey, LedgerPage> known = pages;
        if (known == null) {
            known = load();
            pages = known;
        }
        return known;
    }

    private Map<LedgerKey, LedgerPage> load() {
        Map<LedgerKey, LedgerPage> loaded = new TreeMap<>();
        files.load().forEach(page -> loaded.put(page.key(), page));
        return loaded;
    }
}
