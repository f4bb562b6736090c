package io.jenkins.plugins.kamal.run.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A finding of a status: a difference from what is expected, or a note. */
@ExportedBean
public final class FoundDrift implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String kind;
    private final String expected;
    private final String actual;

    public FoundDrift(DriftFound found) {
        this(found.host(), found.role(), found.kind().name(), found.expected(), found.actual());
    }

    private FoundDrift(
            @CheckForNull String host,
            @CheckForNull String role,
            @CheckForNull String kind,
            @CheckForNull String expected,
            @CheckForNull String actual) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.kind = Util.fixNull(kind);
        this.expected = Util.fixNull(expected);
        this.actual = Util.fixNull(actual);
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role, or empty if the finding is about the server as a whole. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The kind of the finding in lower case, such as {@code version} or {@code stale_lock}. */
    @Exported
    public String getKind() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** The finding as text, without host and role. */
    @Exported
    public String getText() {
        return known().map(one -> one.describe(expected, actual)).orElse(actual);
    }

    /** Whether the server differs from what is expected; other findings are notes. */
    @Exported
    public boolean isDrift() {
        return known().filter(DriftKind::isDrift).isPresent();
    }

    /** Whether the finding is that the server cannot be reached, so that nothing is known about it. */
    public boolean isUnreachable() {
        return known().filter(DriftKind.UNREACHABLE::equals).isPresent();
    }

    /** The finding as one line with its host and role. */
    public String getLine() {
        return host + (role.isEmpty() ? "" : " " + role) + ": " + getText();
    }

    /** The finding as a map for Pipelines. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("role", role);
        map.put("kind", getKind());
        map.put("expected", expected);
        map.put("actual", actual);
        map.put("drift", isDrift());
        map.put("text", getText());
        return map;
    }

    /** The kind of the finding. A kind that this release does not know comes from a later one. */
    private Optional<DriftKind> known() {
        for (DriftKind one : DriftKind.values()) {
            if (one.name().equals(kind)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new FoundDrift(host, role, kind, expected, actual);
    }
}
