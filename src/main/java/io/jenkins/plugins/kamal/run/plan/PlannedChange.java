package io.jenkins.plugins.kamal.run.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A line of a plan. */
@ExportedBean
public final class PlannedChange implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String kind;
    private final String name;
    private final String before;
    private final String after;

    public PlannedChange(ChangePlanned change) {
        this(change.host(), change.role(), change.kind().name(), change.name(), change.before(), change.after());
    }

    private PlannedChange(
            @CheckForNull String host,
            @CheckForNull String role,
            @CheckForNull String kind,
            @CheckForNull String name,
            @CheckForNull String before,
            @CheckForNull String after) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.kind = Util.fixNull(kind);
        this.name = Util.fixNull(name);
        this.before = Util.fixNull(before);
        this.after = Util.fixNull(after);
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role, or empty if the line is about the server as a whole. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The kind of the line in lower case, such as {@code version} or {@code environment}. */
    @Exported
    public String getKind() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** The line as text, without host and role. */
    @Exported
    public String getText() {
        return known().describe(name, before, after);
    }

    /** Whether the deploy changes what serves; other lines are notes. */
    @Exported
    public boolean isChange() {
        return known().isChange();
    }

    /** The line as a map for Pipelines. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("role", role);
        map.put("kind", getKind());
        map.put("name", name);
        map.put("before", before);
        map.put("after", after);
        map.put("change", isChange());
        map.put("text", getText());
        return map;
    }

    /** The kind of the line. A kind that this release does not know comes from a later one. */
    private ChangeKind known() {
        for (ChangeKind one : ChangeKind.values()) {
            if (one.name().equals(kind)) {
                return one;
            }
        }
        return ChangeKind.UNKNOWN;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new PlannedChange(host, role, kind, name, before, after);
    }
}
