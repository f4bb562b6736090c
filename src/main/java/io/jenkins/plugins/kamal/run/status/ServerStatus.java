package io.jenkins.plugins.kamal.run.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.StatusAsked;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What runs on the servers and how that differs from what is expected, as the command {@code status} reports it. It grows while
 * the command runs.
 */
@ExportedBean
public final class ServerStatus implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MOST_LINES = 100;

    private String expected;
    private boolean complete;
    private final List<FoundRole> roles;
    private final List<FoundDrift> findings;

    /** An empty status. */
    public ServerStatus() {
        this(null, false, null, null);
    }

    private ServerStatus(
            @CheckForNull String expected,
            boolean complete,
            @CheckForNull List<FoundRole> roles,
            @CheckForNull List<FoundDrift> findings) {
        this.expected = Util.fixNull(expected);
        this.complete = complete;
        this.roles = BoundedRecords.copyOf(roles);
        this.findings = BoundedRecords.copyOf(findings);
    }

    /** Adds a role, unless the status is full. */
    public synchronized void add(FoundRole role) {
        BoundedRecords.add(roles, role);
    }

    /** Adds a finding, unless the status is full. */
    public synchronized void add(FoundDrift finding) {
        BoundedRecords.add(findings, finding);
    }

    /** Completes the status, because all servers were asked. */
    public synchronized void complete(StatusAsked asked) {
        expected = Util.fixNull(asked.expected());
        complete = true;
    }

    /** A copy that does not change any more. */
    public synchronized ServerStatus copy() {
        return new ServerStatus(expected, complete, roles, findings);
    }

    /** The version that is expected to run, or empty if none is known. */
    @Exported
    public synchronized String getExpected() {
        return expected;
    }

    /** Whether all servers were asked. */
    @Exported
    public synchronized boolean isComplete() {
        return complete;
    }

    /** What runs as each role on each host that could be asked. */
    @Exported(inline = true)
    public synchronized List<FoundRole> getRoles() {
        return List.copyOf(roles);
    }

    /** The findings: differences and notes. */
    @Exported(inline = true)
    public synchronized List<FoundDrift> getFindings() {
        return List.copyOf(findings);
    }

    /** Whether a server differs from what is expected. */
    @Exported
    public synchronized boolean isDrifting() {
        return findings.stream().anyMatch(FoundDrift::isDrift);
    }

    /** How many findings are differences. */
    public synchronized long getDriftCount() {
        return findings.stream().filter(FoundDrift::isDrift).count();
    }

    /** The status as a map for Pipelines: texts, booleans, lists and maps only. */
    public synchronized Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("expected", expected);
        map.put("drift", isDrifting());
        map.put("findings", findings.stream().map(FoundDrift::toMap).collect(Collectors.toCollection(ArrayList::new)));
        map.put("hosts", roles.stream().map(FoundRole::toMap).collect(Collectors.toCollection(ArrayList::new)));
        map.put("text", text());
        return map;
    }

    /** The differences as text, for the body of a mail. */
    private String text() {
        List<FoundDrift> drift = findings.stream().filter(FoundDrift::isDrift).toList();
        String lines = drift.stream().limit(MOST_LINES).map(FoundDrift::getLine).collect(Collectors.joining("\n"));
        String more = drift.size() > MOST_LINES ? "\nand " + (drift.size() - MOST_LINES) + " more" : "";
        return drift.isEmpty() ? "The servers do not differ from what is expected" : lines + more;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return copy();
    }
}
