package io.jenkins.plugins.kamal.engine.deploy.option;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A canary of an earlier deploy about which somebody still has to decide. Whoever calls the engine knows it from the
 * record of that deploy, because the servers keep none.
 *
 * @param version its version
 * @param since when the deploy paused or failed
 * @param kind whom the version serves
 * @param hosts the hosts that serve it, to all or some of their visitors
 */
public record KnownCanary(Version version, Instant since, Kind kind, List<Host> hosts) {

    /** Whom the version of a canary serves. */
    public enum Kind {
        /** All visitors of some of the hosts. */
        HOSTS,
        /** Some of the visitors. */
        VISITORS,
        /** Nobody, if its deploy could end it on every host after a failure; or else some of the visitors. */
        FAILED
    }

    /** Where every canary by visitors serves. */
    public static final String FOR_VISITORS = "for some of the visitors";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    public KnownCanary {
        hosts = List.copyOf(hosts);
    }

    /** Whether this host serves the version to all of its visitors. */
    public boolean isOn(Host host) {
        return kind == Kind.HOSTS && hosts.contains(host);
    }

    /** Whether this host is expected to serve the version to some of its visitors. */
    public boolean isForVisitorsOf(Host host) {
        return kind == Kind.VISITORS && hosts.contains(host);
    }

    /** Whether this version failed for some of the visitors, so that nobody is expected to get it. */
    public boolean hasFailed(String other) {
        return kind == Kind.FAILED && version.value().equals(other);
    }

    /** Where the version serves, and since when. The hosts come last, because a long text is cut off where it is shown. */
    public String where() {
        String time = TIME.format(since);
        return switch (kind) {
            case HOSTS -> "since " + time + " on " + Host.listed(hosts);
            case VISITORS -> FOR_VISITORS + " since " + time;
            case FAILED -> FOR_VISITORS + " although it failed at " + time;
        };
    }
}
