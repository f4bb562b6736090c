package io.jenkins.plugins.kamal.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainSpecification;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Cause;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The domain of a credential, in the form of rules about the servers at which the credential may be used. The servers
 * of a step are known only after the engine has read the configuration on the agent, so the engine gets the rules along
 * with the credential.
 */
final class CredentialDomain {

    private static final String NO_CREDENTIAL = "of the agent or the configuration";

    private static final String EVERY_SERVER = "*";

    private CredentialDomain() {}

    /**
     * The servers at which the credential may be used.
     *
     * @param source where the credential was found
     * @param type the requested type, because a nearer store may have a credential of another type with the same id
     * @param allowedServers lists of host patterns, of the step and of its destination; each list has to allow a server
     */
    static CredentialScope scope(
            CredentialSource source,
            IdCredentials credential,
            Class<? extends IdCredentials> type,
            List<String> allowedServers) {
        List<CredentialScope.Rule> rules = new ArrayList<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (DomainSpecification specification :
                    domain(source, credential.getId(), type).getSpecifications()) {
                if (specification instanceof HostnameSpecification host) {
                    add(rules, host.getIncludes(), host.getExcludes(), false);
                } else if (specification instanceof HostnamePortSpecification server) {
                    add(rules, server.getIncludes(), server.getExcludes(), true);
                }
            }
        }
        allowedServers.forEach(hosts -> addAllowed(rules, hosts));
        return new CredentialScope(credential.getId(), rules);
    }

    /**
     * The servers that are allowed for a step that names no credential, and uses those of the agent or the
     * configuration; null for all servers.
     */
    @CheckForNull
    static CredentialScope scope(List<String> allowedServers) {
        List<CredentialScope.Rule> rules = new ArrayList<>();
        allowedServers.forEach(hosts -> addAllowed(rules, hosts));
        return rules.isEmpty() ? null : new CredentialScope(NO_CREDENTIAL, rules);
    }

    /**
     * The domain in the nearest store, as in the search that found the credential. A parameter of the build may have
     * named a credential of the user who started the build.
     */
    private static Domain domain(CredentialSource source, String id, Class<? extends IdCredentials> type) {
        Stream<User> starter = source.owner() == null ? starter(source.run()) : Stream.empty();
        return Stream.concat(stores(source.context()), starter.flatMap(CredentialDomain::stores))
                .flatMap(store -> store.getDomains().stream().filter(domain -> store.getCredentials(domain).stream()
                        .anyMatch(kept ->
                                type.isInstance(kept) && type.cast(kept).getId().equals(id))))
                .findFirst()
                .orElseGet(Domain::global);
    }

    private static Stream<CredentialsStore> stores(ModelObject context) {
        return StreamSupport.stream(CredentialsProvider.lookupStores(context).spliterator(), false);
    }

    private static Stream<User> starter(Run<?, ?> run) {
        Cause.UserIdCause cause = run.getCause(Cause.UserIdCause.class);
        String id = cause == null ? null : cause.getUserId();
        return id == null ? Stream.empty() : Stream.ofNullable(User.getById(id, false));
    }

    /** A list that has commas and no names was meant to name servers, so that it allows none. */
    private static void addAllowed(List<CredentialScope.Rule> rules, String hosts) {
        boolean namesNothing = !hosts.isBlank() && patterns(hosts).isEmpty();
        add(rules, hosts, namesNothing ? EVERY_SERVER : null, false);
    }

    private static void add(
            List<CredentialScope.Rule> rules,
            @CheckForNull String includes,
            @CheckForNull String excludes,
            boolean withPort) {
        CredentialScope.Rule rule = new CredentialScope.Rule(patterns(includes), patterns(excludes), withPort);
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
