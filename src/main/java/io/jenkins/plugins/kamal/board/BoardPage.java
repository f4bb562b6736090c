package io.jenkins.plugins.kamal.board;

import hudson.Util;
import hudson.model.Action;
import hudson.model.Api;
import io.jenkins.plugins.kamal.ledger.Scope;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page that shows a {@link Board}. Users see only what comes from jobs that they may read. */
@ExportedBean
@Restricted(NoExternalUse.class)
public abstract class BoardPage implements Action {

    /** The jobs that the page is about. */
    abstract Scope scope();

    /** The words that the user searches for, or empty. */
    public String getQuery() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? "" : Util.fixNull(request.getParameter("q"));
    }

    /** The address of the page's table without the rest of the page, relative to the page. */
    public String getRefreshAddress() {
        String query = getQuery();
        return query.isEmpty() ? "live" : "live?q=" + Util.rawEncode(query);
    }

    /** The current content of the page. */
    public Board getBoard() {
        return Board.of(scope(), getQuery());
    }

    /** The services, for the REST API. */
    @Exported(inline = true)
    public List<BoardRow> getServices() {
        return getBoard().getRows();
    }

    /** The REST API of this page. */
    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.BoardPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "kamal";
    }
}
