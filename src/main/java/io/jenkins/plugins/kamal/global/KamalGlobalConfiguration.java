package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
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

/** The global configuration: the host keys that every deploy may trust. */
@Extension
@Symbol("kamal")
public final class KamalGlobalConfiguration extends GlobalConfiguration {

    private String knownHosts = "";

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

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        String problem = HostKeyLines.problem(form.optString("knownHosts"));
        if (problem != null) {
            throw new FormException("Kamal, host keys of the servers: " + problem, "knownHosts");
        }
        return super.configure(request, form);
    }

    /** Checks the lines while they are typed. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckKnownHosts(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        String problem = HostKeyLines.problem(Util.fixNull(value));
        return problem == null ? FormValidation.ok() : FormValidation.error(problem);
    }
}
