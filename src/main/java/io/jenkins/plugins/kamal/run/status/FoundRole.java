package io.jenkins.plugins.kamal.run.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleFound;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What runs as a role on a host, as its server says. */
@ExportedBean
public final class FoundRole implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String host;
    private final String role;
    private final String version;
    private final String state;
    private final String digest;
    private final int instances;

    public FoundRole(RoleFound found) {
        this(found.host(), found.role(), found.version(), found.state(), found.digest(), found.instances());
    }

    private FoundRole(
            @CheckForNull String host,
            @CheckForNull String role,
            @CheckForNull String version,
            @CheckForNull String state,
            @CheckForNull String digest,
            int instances) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.version = Util.fixNull(version);
        this.state = Util.fixNull(state);
        this.digest = Util.fixNull(digest);
        this.instances = instances;
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The version that runs, or empty if nothing runs. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** The state of the container in Docker's words, such as {@code running}; {@code missing} if there is none. */
    @Exported
    public String getState() {
        return state;
    }

    /** The digest of the container's image, or empty if the server does not know one. */
    @Exported
    public String getDigest() {
        return digest;
    }

    /** How many containers of the version run; 0 if none runs, or in the file of an earlier release. */
    @Exported
    public int getInstances() {
        return instances;
    }

    /** The role as a map for Pipelines. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("host", host);
        map.put("role", role);
        map.put("version", version);
        map.put("state", state);
        map.put("digest", digest);
        map.put("instances", instances);
        return map;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new FoundRole(host, role, version, state, digest, instances);
    }
}
