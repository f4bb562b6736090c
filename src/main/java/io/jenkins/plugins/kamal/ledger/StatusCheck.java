package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import io.jenkins.plugins.kamal.run.status.FoundDrift;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The summary of a status: how many hosts differed from what was expected, and since when. The details stay with the
 * build. Not a record, because XStream saves it.
 */
@ExportedBean
public final class StatusCheck {

    /** The most differences that are kept. The build has the others. */
    static final int MOST_FINDINGS = 20;

    private static final int LONGEST_FINDING = 300;

    private final BuildReference build;
    private final long askedMillis;
    private final long checkedMillis;
    private final int hosts;
    private final int drifting;
    private final int unreachable;
    private final List<String> findings;

    /** When the drift began and the build that found it first; the same as this status if there is no drift. */
    private final long sinceMillis;

    private final BuildReference since;

    private StatusCheck(
            @CheckForNull BuildReference build,
            long askedMillis,
            long checkedMillis,
            int hosts,
            int drifting,
            int unreachable,
            @CheckForNull List<String> findings,
            long sinceMillis,
            @CheckForNull BuildReference since) {
        this.build = build == null ? new BuildReference(null, true, 0) : build;
        this.askedMillis = askedMillis;
        this.checkedMillis = checkedMillis;
        this.hosts = hosts;
        this.drifting = drifting;
        this.unreachable = unreachable;
        this.findings = BoundedRecords.copyOf(findings);
        this.sinceMillis = sinceMillis == 0 ? checkedMillis : sinceMillis;
        this.since = since == null ? this.build : since;
    }

    /** Whether a command is a status that asked all its servers, also if it failed because of the drift. */
    static boolean isCheck(Deployment deployment) {
        return !deployment.getService().isEmpty() && deployment.getServers().isComplete();
    }

    /**
     * The summary of a status that ended.
     *
     * @param before the status before it, if that one still counts, or null
     * @param now when the controller learned of the end. The times of events come from the agent and are not used for
     *     decisions; the duration of the command does not depend on the agent's clock.
     */
    static StatusCheck of(BuildReference build, Deployment deployment, @CheckForNull StatusCheck before, Instant now) {
        List<FoundDrift> found = deployment.getServers().getFindings();
        int drifting = hosts(found, finding -> finding.isDrift() && !finding.isUnreachable());
        StatusCheck first = drifting > 0 && before != null && before.isDrifting() ? before : null;
        return new StatusCheck(
                build,
                now.toEpochMilli() - Math.max(0, deployment.getMillis()),
                now.toEpochMilli(),
                Math.max(deployment.getHosts().size(), hosts(found, finding -> true)),
                drifting,
                hosts(found, FoundDrift::isUnreachable),
                found.stream()
                        .filter(FoundDrift::isDrift)
                        .limit(MOST_FINDINGS)
                        .map(StatusCheck::line)
                        .toList(),
                first == null ? now.toEpochMilli() : first.sinceMillis,
                first == null ? build : first.since);
    }

    private static int hosts(List<FoundDrift> findings, Predicate<FoundDrift> which) {
        return (int) findings.stream()
                .filter(which)
                .map(FoundDrift::getHost)
                .distinct()
                .count();
    }

    private static String line(FoundDrift finding) {
        String line = finding.getLine();
        return line.length() <= LONGEST_FINDING ? line : line.substring(0, LONGEST_FINDING - 1) + "…";
    }

    /** When the servers were asked, by the clock of the controller. */
    long askedMillis() {
        return askedMillis;
    }

    /** The build that asked the servers. */
    @Exported(inline = true)
    public BuildReference getBuild() {
        return build;
    }

    /** When the servers had answered. */
    @Exported
    public Date getChecked() {
        return new Date(checkedMillis);
    }

    /** How many servers were asked. */
    @Exported
    public int getHostCount() {
        return hosts;
    }

    /** How many servers differ from what is expected. A server that could not be reached does not count. */
    @Exported
    public int getDriftingHostCount() {
        return drifting;
    }

    /** How many servers could not be reached. */
    @Exported
    public int getUnreachableHostCount() {
        return unreachable;
    }

    /** Whether a server differs from what is expected. */
    @Exported
    public boolean isDrifting() {
        return drifting > 0;
    }

    /** The first differences, each with its host and role. */
    @Exported
    public List<String> getFindings() {
        return Collections.unmodifiableList(findings);
    }

    /** When a status first found a drift that has been there ever since; without drift, when the servers had answered. */
    @Exported
    public Date getSince() {
        return new Date(sinceMillis);
    }

    /** The build that first found the drift; without drift, the build that asked the servers. */
    @Exported(inline = true)
    public BuildReference getSinceBuild() {
        return since;
    }

    StatusCheck withBuilds(UnaryOperator<BuildReference> change) {
        BuildReference changed = change.apply(build);
        BuildReference changedSince = change.apply(since);
        return changed == build && changedSince == since
                ? this
                : new StatusCheck(
                        changed,
                        askedMillis,
                        checkedMillis,
                        hosts,
                        drifting,
                        unreachable,
                        findings,
                        sinceMillis,
                        changedSince);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new StatusCheck(
                build, askedMillis, checkedMillis, hosts, drifting, unreachable, findings, sinceMillis, since);
    }
}
