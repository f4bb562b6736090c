package io.jenkins.plugins.kamal.ledger;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets the ledger follow its jobs to their new names, and remember that they were deleted. */
@Extension
@Restricted(NoExternalUse.class)
public final class LedgerItemListener extends ItemListener {

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Ledger.get().changeOrigins(origin -> origin.jobMoved(oldFullName, newFullName));
    }

    @Override
    public void onDeleted(Item item) {
        Ledger.get().changeOrigins(origin -> origin.jobDeleted(item.getFullName()));
    }
}
