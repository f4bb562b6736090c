package io.jenkins.plugins.kamal.board;

import hudson.Util;
import io.jenkins.plugins.kamal.ledger.Scope;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The board of the jobs of a view, as a part of the page of the view. */
@Restricted(NoExternalUse.class)
public final class ViewBoard extends BoardPage {

    private final String title;
    private final Scope scope;
    private final String address;

    /**
     * A board.
     *
     * @param title the name of the table for screen readers
     * @param scope the jobs of the view that the current user may see
     * @param address the path of this page in Jenkins, with a slash at the end
     */
    ViewBoard(String title, Scope scope, String address) {
        this.title = title;
        this.scope = scope;
        this.address = Util.encode(address);
    }

    @Override
    Scope scope() {
        return scope;
    }

    /** The page that shows the portlet may have another path than this page. */
    @Override
    public String getRefreshAddress() {
        return address + super.getRefreshAddress();
    }

    @Override
    public String getDisplayName() {
        return title;
    }
}
