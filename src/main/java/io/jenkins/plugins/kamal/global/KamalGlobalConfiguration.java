package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.HostKeyLines;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The global configuration: the host keys that every deploy may trust, and the settings for destinations. */
@Extension
@Symbol("kamal")
public final class KamalGlobalConfiguration extends GlobalConfiguration {

    private String knownHosts = "";
    private List<Destination> destinations = new ArrayList<>();

    /** Loads the saved configuration. */
    public KamalGlobalConfiguration() {
        load();
    }

    /** The configuration. */
    public static KamalGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(KamalGlobalConfiguration.class);
    }

    /** Lines as in OpenSSH's {@code known_hosts}; empty for none. */
    public String getKnownHosts() {
        return knownHosts;
    }

    /**
     * Sets the lines of host keys.
     *
     * @throws IllegalArgumentException if a line is not a host key; Configuration as Code reports the message
     */
    @DataBoundSetter
    public void setKnownHosts(@CheckForNull String knownHosts) {
        String lines = Util.fixNull(knownHosts);
        String problem = HostKeyLines.problem(lines);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.knownHosts = lines;
        save();
    }

    /** The settings for destinations, in the order of the form. */
    public List<Destination> getDestinations() {
        return DestinationList.copy(destinations);
    }

    /**
     * Sets the settings for destinations.
     *
     * @throws IllegalArgumentException if something is wrong with them; Configuration as Code reports the message
     */
    @DataBoundSetter
    public void setDestinations(@CheckForNull List<Destination> destinations) {
        List<Destination> copy = DestinationList.copy(destinations);
        String problem = DestinationList.problem(copy);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        this.destinations = copy;
        save();
    }

    /** A form without any destination does not contain the field. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        String problem = HostKeyLines.problem(form.optString("knownHosts"));
        if (problem != null) {
            throw new FormException(Messages.KamalGlobalConfiguration_invalidHostKeys(problem), "knownHosts");
        }
        List<Destination> entered = form.has("destinations")
                ? request.bindJSONToList(Destination.class, form.get("destinations"))
                : List.of();
        String badDestination = DestinationList.problem(entered);
        if (badDestination != null) {
            throw new FormException(badDestination, "destinations");
        }
        setKnownHosts(form.optString("knownHosts"));
        setDestinations(entered);
        return true;
    }

    /** Checks the lines while the user types. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckKnownHosts(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? HostKeyLines.validate(value) : FormValidation.ok();
    }
}
