package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainSpecification;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.engine.protocol.Grant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The domain that a credential is kept in, as the servers that it may be used at. Which servers a step connects to is
 * known only after the engine has read the configuration on the agent, so the engine gets the rules along with the
 * credential.
 */
final class CredentialDomain {

    private CredentialDomain() {}

    /**
     * Where the credential may be used, for a run that has found it.
     *
     * @param allowedServers patterns of hosts that the step allows, or null for no limit but the domain's
     */
    static Grant grant(Run<?, ?> run, IdCredentials credential, @CheckForNull String allowedServers) {
        List<Grant.Rule> rules = new ArrayList<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (DomainSpecification specification :
                    domain(run.getParent(), credential).getSpecifications()) {
                if (specification instanceof HostnameSpecification host) {
                    add(rules, host.getIncludes(), host.getExcludes(), false);
                } else if (specification instanceof HostnamePortSpecification server) {
                    add(rules, server.getIncludes(), server.getExcludes(), true);
                }
            }
        }
        add(rules, allowedServers, null, false);
        return new Grant(credential.getId(), rules);
    }

    /** The nearest store comes first, as in the search that found the credential. */
    private static Domain domain(ModelObject job, IdCredentials credential) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(job)) {
            for (Domain domain : store.getDomains()) {
                for (Credentials other : store.getCredentials(domain)) {
                    if (other instanceof IdCredentials kept && kept.getId().equals(credential.getId())) {
                        return domain;
                    }
                }
            }
        }
        return Domain.global();
    }

    private static void add(
            List<Grant.Rule> rules, @CheckForNull String includes, @CheckForNull String excludes, boolean withPort) {
        Grant.Rule rule = new Grant.Rule(patterns(includes), patterns(excludes), withPort);
        if (!rule.includes().isEmpty() || !rule.excludes().isEmpty()) {
            rules.add(rule);
        }
    }

    private static List<String> patterns(@CheckForNull String text) {
        return Arrays.stream(Util.fixNull(text).split("[,\\s]+"))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }
}
