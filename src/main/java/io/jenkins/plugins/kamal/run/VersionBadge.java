package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.BuildBadgeAction;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The versions of a run in the list of builds, each with the destination that it was deployed to. */
@Restricted(NoExternalUse.class)
public final class VersionBadge implements BuildBadgeAction {

    private final List<Label> labels;

    VersionBadge(List<Label> labels) {
        this.labels = List.copyOf(labels);
    }

    /** One badge for each version and destination. */
    public List<Label> getLabels() {
        return labels;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.VersionBadge_displayName();
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }

    /**
     * A version and where it was deployed.
     *
     * @param version the version
     * @param service the deployed service; null if the version was not deployed
     * @param destination the destination; null for none
     */
    public record Label(
            String version,
            @CheckForNull String service,
            @CheckForNull String destination) {

        /** The version, for a page: Jelly knows getters, not components. */
        public String getVersion() {
            return version;
        }

        /** The version, short. */
        public String getShortVersion() {
            return Abbreviation.version(version);
        }

        /** The service, or null. */
        @CheckForNull
        public String getService() {
            return service;
        }

        /** The destination, or null. */
        @CheckForNull
        public String getDestination() {
            return destination;
        }
    }
}
