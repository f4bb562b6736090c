package io.jenkins.plugins.kamal.global;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What holds for all jobs: the host keys that every deploy may trust. */
@Extension
@Symbol("kamal")
public final class KamalGlobalConfiguration extends GlobalConfiguration {

    private String knownHosts = "";

    /** Loads what was saved. */
    public KamalGlobalConfiguration() {
        load();
    }

    /** The one instance. */
    public static KamalGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(KamalGlobalConfiguration.class);
    }

    /** Lines as in OpenSSH's {@code known_hosts}; empty for none. */
    public String getKnownHosts() {
        return knownHosts;
    }

    /** Sets the lines of host keys. */
    @DataBoundSetter
    public void setKnownHosts(String knownHosts) {
        this.knownHosts = Util.fixNull(knownHosts);
        save();
    }
}
