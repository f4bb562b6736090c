package io.jenkins.plugins.kamal.board;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.Action;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Adds the board to folders and multibranch projects once one of their jobs has deployed something. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class FolderBoardFactory extends TransientActionFactory<AbstractFolder> {

    @Override
    public Class<AbstractFolder> type() {
        return AbstractFolder.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return FolderBoard.class;
    }

    @Override
    public Collection<? extends Action> createFor(AbstractFolder folder) {
        return Ledger.get().mentions(Scope.within(folder)) ? Set.of(new FolderBoard(folder)) : Set.of();
    }
}
