package io.jenkins.plugins.kamal.ledger;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Keeps the ledger up to date when jobs are renamed, moved or deleted. */
@Extension
@Restricted(NoExternalUse.class)
public final class LedgerItemListener extends ItemListener {

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Ledger.get().change(ledger -> ledger.ownerMoved(oldFullName, newFullName)
                .withBuilds(build -> build.jobMoved(oldFullName, newFullName)));
    }

    @Override
    public void onDeleted(Item item) {
        String deleted = item.getFullName();
        Ledger.get().change(ledger -> ledger.ownerDeleted(deleted).withBuilds(build -> build.jobDeleted(deleted)));
    }
}
