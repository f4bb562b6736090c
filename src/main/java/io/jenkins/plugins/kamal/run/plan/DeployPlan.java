package io.jenkins.plugins.kamal.run.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
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

/** What a deploy would change, as the command {@code plan} reports it. It grows while the command runs. */
@ExportedBean
public final class DeployPlan implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int MOST_LINES = 100;

    private String fingerprint;
    private final List<PlannedChange> changes;
    private List<String> hooks;

    /** An empty plan. */
    public DeployPlan() {
        this(null, null, null);
    }

    private DeployPlan(
            @CheckForNull String fingerprint,
            @CheckForNull List<PlannedChange> changes,
            @CheckForNull List<String> hooks) {
        this.fingerprint = Util.fixNull(fingerprint);
        this.changes = BoundedRecords.copyOf(changes);
        this.hooks = BoundedRecords.copyOf(hooks);
    }

    /** Adds a line, unless the plan is full. */
    public synchronized void add(PlannedChange change) {
        BoundedRecords.add(changes, change);
    }

    /** Completes the plan with its fingerprint and the hooks that will run. */
    public synchronized void complete(String stated, List<String> willRun) {
        fingerprint = stated;
        hooks = BoundedRecords.copyOf(willRun);
    }

    /** A copy that does not change any more. */
    public synchronized DeployPlan copy() {
        return new DeployPlan(fingerprint, changes, hooks);
    }

    /** The fingerprint of the changes and of what the servers run; empty until the plan is complete. */
    @Exported
    public synchronized String getFingerprint() {
        return fingerprint;
    }

    /** Whether the plan is complete. */
    public synchronized boolean isComplete() {
        return !fingerprint.isEmpty();
    }

    /** The lines: changes and notes. */
    @Exported(inline = true)
    public synchronized List<PlannedChange> getChanges() {
        return List.copyOf(changes);
    }

    /** The hooks that the deploy would run. */
    @Exported
    public synchronized List<String> getHooks() {
        return List.copyOf(hooks);
    }

    /** The hooks, separated by commas. */
    public synchronized String getHookNames() {
        return String.join(", ", hooks);
    }

    /** Whether the deploy changes what serves. */
    @Exported
    public synchronized boolean isChanging() {
        return changes.stream().anyMatch(PlannedChange::isChange);
    }

    /** The plan as a map for Pipelines: texts, booleans, lists and maps only. */
    public synchronized Map<String, Object> toMap(String version) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version);
        map.put("fingerprint", fingerprint);
        map.put("changing", isChanging());
        map.put("changes", changes.stream().map(PlannedChange::toMap).collect(Collectors.toCollection(ArrayList::new)));
        map.put("hooks", new ArrayList<>(hooks));
        map.put("text", text());
        return map;
    }

    /** The plan as text, for the message of {@code input}. */
    private String text() {
        String lines = changes.stream()
                .limit(MOST_LINES)
                .map(change -> change.getHost() + (change.getRole().isEmpty() ? "" : " " + change.getRole()) + ": "
                        + change.getText())
                .collect(Collectors.joining("\n"));
        String more = changes.size() > MOST_LINES ? "\nand " + (changes.size() - MOST_LINES) + " more" : "";
        return isChanging()
                ? lines + more
                : "Nothing changes except that new containers replace the running ones"
                        + (lines.isEmpty() ? "" : "\n" + lines + more);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return copy();
    }
}
