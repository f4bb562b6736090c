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
        return percent + " % of the visitors"
                + switch (allowed.size()) {
                    case 0 -> "";
                    case 1 -> " and those with the cookie value " + allowed.get(0);
                    default -> " and those with the cookie values " + String.join(", ", allowed);
                };
    }
}
