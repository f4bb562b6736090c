package io.jenkins.plugins.kamal.board;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.kamal.ledger.Scope;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The board of the whole Jenkins: {@code /kamal}. */
@Extension
@Restricted(NoExternalUse.class)
public final class RootBoard extends BoardPage implements RootAction {

    @Override
    Scope scope() {
        return Scope.everything();
    }
}
