package io.jenkins.plugins.kamal.engine.deploy.option;

import java.util.List;

/**
 * A new version serves some of the visitors on all hosts, whom kamal-proxy tells apart by a cookie.
 *
 * @param percent the share of the visitors with the cookie, from 0 to 100
 * @param allowed values of the cookie whose visitors get the new version in any case
 */
public record VisitorChoices(int percent, List<String> allowed) {

    public VisitorChoices {
        allowed = List.copyOf(allowed);
    }

    @Override
    public String toString() {
        String some = allowed.size() == 1 ? "1 named visitor" : allowed.size() + " named visitors";
        return percent + " % of the visitors" + (allowed.isEmpty() ? "" : " and " + some);
    }
}
