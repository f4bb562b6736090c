package io.jenkins.plugins.kamal.board;

import hudson.model.Item;
import io.jenkins.plugins.kamal.ledger.Scope;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The board of a folder or multibranch project. */
@Restricted(NoExternalUse.class)
public final class FolderBoard extends BoardPage {

    private final Item folder;

    FolderBoard(Item folder) {
        this.folder = folder;
    }

    /** The folder. */
    public Item getFolder() {
        return folder;
    }

    @Override
    Scope scope() {
        folder.checkPermission(Item.READ);
        return Scope.within(folder);
    }
}
