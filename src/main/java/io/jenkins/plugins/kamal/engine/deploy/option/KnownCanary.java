package io.jenkins.plugins.kamal.engine.deploy.option;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The canary of an earlier deploy about which somebody still has to decide. Whoever calls the engine knows it from the
 * record of that deploy, because the servers keep none.
 *
 * @param version its version
 * @param since when the deploy paused
 * @param forVisitors whether the version serves some of the visitors, and not some of the hosts
 * @param hosts the hosts that serve it, to all or some of their visitors
 */
public record KnownCanary(Version version, Instant since, boolean forVisitors, List<Host> hosts) {

    /** Where every canary by visitors serves. */
    public static final String FOR_VISITORS = "for some of the visitors";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    public KnownCanary {
        hosts = List.copyOf(hosts);
    }

    /** Whether this host serves the version to all of its visitors. */
    public boolean isOn(Host host) {
        return !forVisitors && hosts.contains(host);
    }

    /** Whether this host serves the version to some of its visitors. */
    public boolean isForVisitorsOf(Host host) {
        return forVisitors && hosts.contains(host);
    }

    /** Where the version serves, and since when. The hosts come last, because a long text is cut off where it is shown. */
    public String where() {
        String time = "since " + TIME.format(since);
        return forVisitors ? FOR_VISITORS + " " + time : time + " on " + Host.listed(hosts);
    }
}
