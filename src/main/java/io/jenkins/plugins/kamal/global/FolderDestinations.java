package io.jenkins.plugins.kamal.global;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** The settings for destinations that apply to the jobs in a folder or multibranch project. */
public final class FolderDestinations extends AbstractFolderProperty<AbstractFolder<?>> {

    private final List<Destination> destinations;

    /** The settings of a folder. */
    @DataBoundConstructor
    public FolderDestinations(@CheckForNull List<Destination> destinations) {
        this.destinations = DestinationList.copy(destinations);
    }

    /** The settings, in the order of the form. */
    public List<Destination> getDestinations() {
        return List.copyOf(destinations);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new FolderDestinations(destinations);
    }

    /** Describes the property. */
    @Extension(optional = true)
    @Symbol("kamalDestinations")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderDestinations_displayName();
        }

        /** A folder without settings gets no property. */
        @CheckForNull
        @Override
        public AbstractFolderProperty<?> newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            FolderDestinations property = (FolderDestinations) super.newInstance(request, form);
            String problem = DestinationList.problem(property.destinations);
            if (problem != null) {
                throw new FormException(problem, "destinations");
            }
            return property.destinations.isEmpty() ? null : property;
        }
    }
}
