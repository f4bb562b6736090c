package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a credential may be used. Jenkins decides this (the domain of the credential, and the step); the workspace only
 * names the server. Every rule has to allow a server; without a rule each server is allowed.
 *
 * @param credential the id of the credential
 * @param rules the rules of its domain, and that of the step
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CredentialScope(String credential, List<Rule> rules) {

    /** Copies the rules; JSON leaves an empty list out. */
    public CredentialScope {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * Patterns of servers as in the credentials plugin: {@code *} and {@code ?} are wildcards, case does not count.
     *
     * @param includes what is allowed; everything if there is no pattern
     * @param excludes what is not allowed all the same
     * @param withPort whether the patterns are about {@code host:port}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rule(List<String> includes, List<String> excludes, boolean withPort) {

        /** Copies the patterns; JSON leaves an empty list out. */
        public Rule {
            includes = includes == null ? List.of() : List.copyOf(includes);
            excludes = excludes == null ? List.of() : List.copyOf(excludes);
        }

        private boolean allows(String host, int port) {
            String server = withPort ? host + ":" + port : host;
            return (includes.isEmpty() || matchesOne(includes, server)) && !matchesOne(excludes, server);
        }

        private static boolean matchesOne(List<String> patterns, String server) {
            return patterns.stream().anyMatch(pattern -> new WildcardPattern(pattern).matchesIgnoringCase(server));
        }

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>(includes);
            excludes.forEach(pattern -> parts.add("not " + pattern));
            return String.join(", ", parts);
        }
    }

    /** This scope with one more rule. */
    public CredentialScope with(Rule rule) {
        List<Rule> all = new ArrayList<>(rules);
        all.add(rule);
        return new CredentialScope(credential, all);
    }

    /** Whether any rule limits where the credential may be used. */
    public boolean hasRules() {
        return !rules.isEmpty();
    }

    /** Whether the credential may be used at this server. */
    public boolean allows(String host, int port) {
        return rules.stream().allMatch(rule -> rule.allows(host, port));
    }

    /**
     * Refuses a server that the credential may not be used at.
     *
     * @param key what names the server, for the message
     */
    public void require(String host, int port, String key) {
        if (!allows(host, port)) {
            throw new EngineException(
                    Topic.CREDENTIALS,
                    "the credential '" + credential + "' must not be used for " + host + ":" + port
                            + ", which is named by " + key
                            + ": the credential's domain in Jenkins, or the step's allowedServers, allows "
                            + rules.stream().map(Rule::toString).collect(Collectors.joining("; "))
                            + ". Correct the name, or have the domain's host names or the step's list changed");
        }
    }
}
