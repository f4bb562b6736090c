package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.plugins.view.dashboard.Dashboard;
import hudson.plugins.view.dashboard.DashboardPortlet;
import io.jenkins.plugins.kamal.ledger.Scope;
import jenkins.security.stapler.StaplerDispatchable;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The portlet of a dashboard view that shows the board for the jobs of the view. */
public final class DeploymentsPortlet extends DashboardPortlet {

    /**
     * A portlet.
     *
     * @param name the title of the portlet; null for the default title
     */
    @DataBoundConstructor
    public DeploymentsPortlet(@CheckForNull String name) {
        super(Util.fixEmptyAndTrim(name) == null ? Messages.BoardPage_displayName() : name.trim());
    }

    /** The board of the view that the current request is about. */
    @StaplerDispatchable
    @Restricted(NoExternalUse.class)
    public ViewBoard getBoard() {
        Dashboard view = getDashboard();
        return new ViewBoard(
                getDisplayName(),
                Scope.withinAny(view.getItems().stream().map(Item::getFullName).toList()),
                Stapler.getCurrentRequest2().getContextPath() + "/" + view.getViewUrl() + getUrl() + "board/");
    }

    /** Describes the portlet. */
    @Extension(optional = true)
    @Symbol("kamalDeployments")
    public static final class DescriptorImpl extends Descriptor<DashboardPortlet> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeploymentsPortlet_displayName();
        }

        /** Returns the narrower type so that Jenkins leaves this extension out if Dashboard View is not installed. */
        @Override
        public DeploymentsPortlet newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            return (DeploymentsPortlet) super.newInstance(request, form);
        }
    }
}
