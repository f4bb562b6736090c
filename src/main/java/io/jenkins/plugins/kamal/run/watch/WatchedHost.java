package io.jenkins.plugins.kamal.run.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HostWatched;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.WatchOutcome;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the watch of the new version found on one host. */
@ExportedBean
public final class WatchedHost implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final long seconds;
    private final RequestCount before;
    private final RequestCount after;
    private final long restarts;
    private final long oomKills;
    private final String outcome;
    private final String problem;

    /** The record of an event. */
    public WatchedHost(HostWatched watched) {
        this(
                watched.host(),
                watched.seconds(),
                new RequestCount(watched.before()),
                new RequestCount(watched.after()),
                watched.restarts(),
                watched.oomKills(),
                watched.outcome().name(),
                watched.problem());
    }

    private WatchedHost(
            @CheckForNull String host,
            long seconds,
            @CheckForNull RequestCount before,
            @CheckForNull RequestCount after,
            long restarts,
            long oomKills,
            @CheckForNull String outcome,
            @CheckForNull String problem) {
        this.host = Util.fixNull(host);
        this.seconds = seconds;
        this.before = before == null ? RequestCount.NONE : before;
        this.after = after == null ? RequestCount.NONE : after;
        this.restarts = restarts;
        this.oomKills = oomKills;
        this.outcome = Util.fixNull(outcome);
        this.problem = Util.fixNull(problem);
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** How long the host was watched, in seconds. */
    @Exported
    public long getSeconds() {
        return seconds;
    }

    /** The requests that the containers before the new ones answered. */
    @Exported(inline = true)
    public RequestCount getBefore() {
        return before;
    }

    /** The requests that the new containers answered. */
    @Exported(inline = true)
    public RequestCount getAfter() {
        return after;
    }

    /** How often the new containers were restarted. */
    @Exported
    public long getRestarts() {
        return restarts;
    }

    /** How often a process of the new containers was ended for lack of memory. */
    @Exported
    public long getOomKills() {
        return oomKills;
    }

    /** The judgment in lower case, such as {@code within_limits} or {@code no_requests}. */
    @Exported
    public String getOutcome() {
        return outcome.toLowerCase(Locale.ROOT);
    }

    /** Why not everything is known, or empty. */
    @Exported
    public String getProblem() {
        return problem;
    }

    /** Whether there were enough requests, and the share of errors was accepted. */
    public boolean isGood() {
        return is(WatchOutcome.WITHIN_LIMITS);
    }

    /** Whether the new version failed the watch on this host. */
    public boolean isBad() {
        return is(WatchOutcome.TOO_MANY_ERRORS) || is(WatchOutcome.RESTARTED);
    }

    /** Whether kamal-proxy's log was read on this host. */
    public boolean isProxied() {
        return !is(WatchOutcome.NOT_PROXIED);
    }

    /** The judgment in words. */
    public String getVerdict() {
        for (WatchOutcome known : WatchOutcome.values()) {
            if (is(known)) {
                return verdict(known);
            }
        }
        return getOutcome();
    }

    private String verdict(WatchOutcome known) {
        return switch (known) {
            case WITHIN_LIMITS -> Messages.WatchedHost_withinLimits();
            case TOO_FEW_REQUESTS -> Messages.WatchedHost_tooFewRequests();
            case NO_REQUESTS -> Messages.WatchedHost_noRequests();
            case NOT_PROXIED -> Messages.WatchedHost_notProxied();
            case UNKNOWN -> problem;
            case TOO_MANY_ERRORS -> Messages.WatchedHost_tooManyErrors();
            case RESTARTED -> Messages.WatchedHost_restarted(restarts, oomKills);
        };
    }

    /** The figures as a map for Pipelines. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("outcome", getOutcome());
        map.put("after", after.toMap());
        map.put("before", before.toMap());
        map.put("restarts", restarts);
        map.put("oomKills", oomKills);
        return map;
    }

    /** An outcome that this release does not know comes from a later one. */
    private boolean is(WatchOutcome one) {
        return one.name().equals(outcome);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new WatchedHost(host, seconds, before, after, restarts, oomKills, outcome, problem);
    }
}
