package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.kamal.ledger.Scope;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.ledger.page.ServiceViews;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/** The column of a list view that shows which version each job has deployed where. */
public final class DeployedVersionColumn extends ListViewColumn {

    /** A column. */
    @DataBoundConstructor
    public DeployedVersionColumn() {
        // It has no settings.
    }

    /** The services that a job, or the jobs of a folder, have deployed. */
    @Restricted(NoExternalUse.class)
    public List<ServiceView> servicesOf(Item item) {
        return ServiceViews.of(item instanceof Job<?, ?> job ? Scope.job(job) : Scope.within(item));
    }

    /** Describes the column. */
    @Extension
    @Symbol("kamalDeployedVersionColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeployedVersionColumn_displayName();
        }

        /** New views do not show the column, because most jobs deploy nothing. */
        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
